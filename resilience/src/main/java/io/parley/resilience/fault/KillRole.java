package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

import java.time.Duration;
import java.util.Map;

/** Kills the broker that has a role at that moment, and starts it again in place. */
record KillRole(BrokerRole role, Duration outage) implements Fault {

    @Override
    public String name() {
        return "kill-broker-" + role.label();
    }

    @Override
    public String description() {
        return "kill -9 of the broker that is " + role.description() + ", started again after " + outage.toSeconds()
                + " s";
    }

    @Override
    public void strike(Layout layout) throws InterruptedException {
        int broker;
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, layout.bootstrapServers()))) {
            broker = role.find(admin);
        }
        Kill.of(outage, "broker-" + broker).strike(layout);
    }
}
