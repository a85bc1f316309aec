#!/bin/sh
# Makes what deploy/locked/compose.yml mounts, in a folder that only its owner can look into: an authority of the
# installation's own, a certificate for each process and server, and passwords. What is there already stays.
#
#   deploy/locked/keys.sh [FOLDER]        by default deploy/locked/keys
set -eu

here=$(cd "$(dirname "$0")" && pwd)
keys=${1:-$here/keys}
days=825

mkdir -p "$keys"
# Containers read what is mounted from inside of it, each its own folder; nobody else gets past this one.
chmod 700 "$keys"
keys=$(cd "$keys" && pwd)

if [ ! -f "$keys/ca.key" ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -days "$days" -subj "/CN=parley-authority" \
    -keyout "$keys/ca.key" -out "$keys/ca.pem" 2>/dev/null
  chmod 600 "$keys/ca.key"
fi

# One folder for each: its certificate, its key, both in one file (as Kafka wants them), and whom it may trust.
identity() {
  name=$1
  folder=$keys/$name
  [ -f "$folder/both.pem" ] && return
  mkdir -p "$folder"
  openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$name" \
    -keyout "$folder/key.pem" -out "$folder/request.pem" 2>/dev/null
  # Those of whom there are several on hosts of their own share one, as name-1 and name-2.
  printf 'subjectAltName=DNS:%s,DNS:%s-1,DNS:%s-2,DNS:localhost,IP:127.0.0.1\n' "$name" "$name" "$name" \
    >"$folder/extensions"
  openssl x509 -req -days "$days" -in "$folder/request.pem" -extfile "$folder/extensions" \
    -CA "$keys/ca.pem" -CAkey "$keys/ca.key" -CAserial "$keys/ca.serial" -CAcreateserial \
    -out "$folder/certificate.pem" 2>/dev/null
  rm "$folder/request.pem" "$folder/extensions"
  cp "$keys/ca.pem" "$folder/ca.pem"
  cat "$folder/key.pem" "$folder/certificate.pem" >"$folder/both.pem"
  chmod 644 "$folder"/*.pem
}

# A password that several know, in a file of each.
secret() {
  file=$1
  shift
  value=
  for name in "$@"; do
    [ -f "$keys/$name/$file" ] && value=$(cat "$keys/$name/$file")
  done
  [ -n "$value" ] || value=$(openssl rand -hex 24)
  for name in "$@"; do
    printf '%s\n' "$value" >"$keys/$name/$file"
    chmod 644 "$keys/$name/$file"
  done
}

for name in broker-1 broker-2 broker-3 root registry cassandra redis connect setup \
  conversation user presence notify gateway admin; do
  identity "$name"
done

for name in setup connect gateway admin; do
  secret cassandra-password "$name"
done
secret superuser-password cassandra
secret redis-password redis connect setup
secret connect-password connect setup
secret store-password connect
secret store-password cassandra
secret seal-secret conversation admin
secret management-token connect conversation user presence notify gateway admin

# What the brokers' tools and the registry log in with.
for name in root broker-1 broker-2 broker-3; do
  cat >"$keys/$name/client.properties" <<PROPERTIES
security.protocol=SSL
ssl.keystore.type=PEM
ssl.keystore.location=/run/parley/both.pem
ssl.truststore.type=PEM
ssl.truststore.location=/run/parley/ca.pem
PROPERTIES
done

# Cassandra and Connect take no PEM.
for name in cassandra connect; do
  [ -f "$keys/$name/store.p12" ] || openssl pkcs12 -export -name "$name" \
    -in "$keys/$name/certificate.pem" -inkey "$keys/$name/key.pem" -certfile "$keys/ca.pem" \
    -out "$keys/$name/store.p12" -passout "file:$keys/$name/store-password"
  chmod 644 "$keys/$name/store.p12"
done

printf 'user default off\nuser parley on >%s ~* +@all -@admin -@dangerous\n' \
  "$(cat "$keys/redis/redis-password")" >"$keys/redis/users.acl"

cat >"$keys/cassandra/access.yaml" <<YAML

authenticator:
  class_name: PasswordAuthenticator
authorizer:
  class_name: CassandraAuthorizer
client_encryption_options:
  enabled: true
  optional: false
  keystore: /run/parley/store.p12
  keystore_password: "$(cat "$keys/cassandra/store-password")"
  store_type: PKCS12
YAML

# One role for each process that knows the store. The keyspace is made here, since rights are given on what is there.
{
  echo "CREATE KEYSPACE IF NOT EXISTS parley_hot WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 1};"
  for name in setup connect gateway admin; do
    password=$(cat "$keys/$name/cassandra-password")
    echo "CREATE ROLE IF NOT EXISTS $name WITH LOGIN = true AND PASSWORD = '$password';"
  done
  echo "GRANT CREATE ON ALL KEYSPACES TO setup;"
  echo "GRANT ALTER ON KEYSPACE parley_hot TO setup;"
  echo "GRANT SELECT ON KEYSPACE parley_hot TO connect;"
  echo "GRANT MODIFY ON KEYSPACE parley_hot TO connect;"
  echo "GRANT SELECT ON KEYSPACE parley_hot TO gateway;"
  echo "GRANT SELECT ON KEYSPACE parley_hot TO admin;"
  echo "ALTER ROLE cassandra WITH PASSWORD = '$(cat "$keys/cassandra/superuser-password")';"
} >"$keys/cassandra/roles.cql"

# Of cqlsh, which would else show passwords to whoever lists processes: as it is at first, and afterwards.
mkdir -p "$keys/cassandra/first" "$keys/cassandra/later"
printf '[PlainTextAuthProvider]\nusername = cassandra\npassword = cassandra\n' >"$keys/cassandra/first/credentials"
printf '[PlainTextAuthProvider]\nusername = cassandra\npassword = %s\n' \
  "$(cat "$keys/cassandra/superuser-password")" >"$keys/cassandra/later/credentials"
cat >"$keys/cassandra/cqlshrc" <<CQLSHRC
[auth_provider]
module = cassandra.auth
classname = PlainTextAuthProvider

[ssl]
certfile = /run/parley/ca.pem
validate = true
CQLSHRC
chmod 644 "$keys"/cassandra/access.yaml "$keys"/cassandra/roles.cql "$keys"/cassandra/cqlshrc "$keys/redis/users.acl"
chmod 600 "$keys"/cassandra/first/credentials "$keys"/cassandra/later/credentials

echo "keys and passwords are in $keys"
