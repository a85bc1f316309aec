#!/bin/sh
# BROKERS: host:port; ADMIN: a properties file with which kafka-acls.sh may change ACLs.
set -eu

# setup
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.answers'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.audit'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.commands'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.dead-letters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.devices'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.events'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.expansions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.gateway-ends'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.gateways'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.held'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.inbox-requests'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.inquiries'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.outcomes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.preference-changes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.preferences'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.presence'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.push-outcomes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.pushes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.rosters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.sends'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.sessions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.sign-ins'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.signals'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.suspensions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:setup' --operation Create --operation Describe --topic 'parley.watches'

# conversation
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Write --operation DescribeConfigs --topic 'parley.answers'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Read --operation DescribeConfigs --topic 'parley.commands'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Read --operation Write --operation Create --operation Delete --operation Describe --operation DescribeConfigs --topic 'parley.conversation-' --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Write --operation DescribeConfigs --topic 'parley.dead-letters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Write --operation DescribeConfigs --topic 'parley.events'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Write --operation DescribeConfigs --topic 'parley.expansions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Read --operation DescribeConfigs --topic 'parley.gateway-ends'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Write --operation DescribeConfigs --topic 'parley.held'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Write --operation DescribeConfigs --topic 'parley.outcomes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Write --operation DescribeConfigs --topic 'parley.rosters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Read --operation DescribeConfigs --topic 'parley.signals'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Read --group 'parley.conversation'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:conversation' --operation Write --operation Describe --transactional-id 'parley.conversation-' --resource-pattern-type prefixed

# user
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Write --operation DescribeConfigs --topic 'parley.answers'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Write --operation DescribeConfigs --topic 'parley.commands'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Write --operation DescribeConfigs --topic 'parley.dead-letters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Write --topic 'parley.deliveries.' --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Read --operation DescribeConfigs --topic 'parley.expansions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Read --operation DescribeConfigs --topic 'parley.gateways'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Read --operation DescribeConfigs --topic 'parley.inbox-requests'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Read --operation DescribeConfigs --topic 'parley.inquiries'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Read --operation DescribeConfigs --topic 'parley.preference-changes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Write --operation DescribeConfigs --topic 'parley.preferences'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Write --operation DescribeConfigs --topic 'parley.pushes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Read --operation DescribeConfigs --topic 'parley.sessions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Read --operation Write --operation Create --operation Delete --operation Describe --operation DescribeConfigs --topic 'parley.user-' --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:user' --operation Read --group 'parley.user'

# presence
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Write --operation DescribeConfigs --topic 'parley.dead-letters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Write --topic 'parley.deliveries.' --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Write --operation DescribeConfigs --topic 'parley.gateway-ends'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Read --operation Write --operation DescribeConfigs --topic 'parley.gateways'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Read --operation DescribeConfigs --topic 'parley.preferences'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Write --operation DescribeConfigs --topic 'parley.presence'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Read --operation Write --operation Create --operation Delete --operation Describe --operation DescribeConfigs --topic 'parley.presence-' --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Read --operation DescribeConfigs --topic 'parley.sessions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Read --operation DescribeConfigs --topic 'parley.watches'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:presence' --operation Read --group 'parley.presence'

# notify
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:notify' --operation Write --operation DescribeConfigs --topic 'parley.dead-letters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:notify' --operation Read --operation Write --operation DescribeConfigs --topic 'parley.devices'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:notify' --operation Read --operation Write --operation Create --operation Delete --operation Describe --operation DescribeConfigs --topic 'parley.notify-' --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:notify' --operation Read --operation Write --operation DescribeConfigs --topic 'parley.push-outcomes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:notify' --operation Read --operation DescribeConfigs --topic 'parley.pushes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:notify' --operation Write --operation DescribeConfigs --topic 'parley.sends'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:notify' --operation Read --group 'parley.notify'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:notify' --operation Write --operation Describe --transactional-id 'parley.notify-' --resource-pattern-type prefixed

# gateway
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.commands'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.dead-letters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Read --operation Create --topic 'parley.deliveries.' --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.devices'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Read --operation Write --topic 'parley.gateways'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.inbox-requests'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.preference-changes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.sessions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.sign-ins'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.signals'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Read --topic 'parley.suspensions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:gateway' --operation Write --topic 'parley.watches'

# admin
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Read --topic 'parley.answers'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Read --operation Write --topic 'parley.audit'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Write --topic 'parley.commands'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Delete --topic 'parley.deliveries.' --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Read --topic 'parley.events'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Read --topic 'parley.gateways'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Write --topic 'parley.inquiries'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Read --topic 'parley.outcomes'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Read --topic 'parley.sign-ins'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Write --topic 'parley.signals'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Read --operation Write --topic 'parley.suspensions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:admin' --operation Write --operation Describe --transactional-id 'parley.admin'

# connect
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --operation Write --operation Create --operation Describe --operation DescribeConfigs --topic 'parley.connect-config'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --operation Write --operation Create --operation Describe --operation DescribeConfigs --topic 'parley.connect-offset'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --operation Write --operation Create --operation Describe --operation DescribeConfigs --topic 'parley.connect-status'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Write --topic 'parley.dead-letters'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --topic 'parley.events'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --topic 'parley.gateways'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --topic 'parley.presence'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --topic 'parley.sessions'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --group 'connect-parley.cassandra-sink'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --group 'connect-parley.redis-sink'
kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN" --add --allow-principal 'User:connect' --operation Read --group 'parley.connect'
