# Two images, each without what its processes don't need:
#   docker build -t parley .                            conversation, user, presence, notify, gateway, admin, setup
#   docker build -t parley-connect --target connect .   connect
# The argument of a container says which of them it is: docker run parley gateway --help
#
# They run as a user without a name, and with a read-only root: only /var/lib/parley and /tmp are written. Pin what they are
# built on by its digest: --build-arg JAVA=eclipse-temurin:17-jre@sha256:…
ARG MAVEN=maven:3.9-eclipse-temurin-17
ARG JAVA=eclipse-temurin:17-jre

FROM ${MAVEN} AS build
WORKDIR /parley
COPY . .
RUN mvn -q -ntp -Pquick -DskipTests package
# Layers of their own for what others wrote, which changes seldom, and for Parley itself.
RUN cd standalone/target/parley/lib && mkdir -p /layers/own /layers/common /layers/connect \
  && mv parley-*.jar /layers/own/ \
  && grep -v '^#' /parley/deploy/image/up-only | while read -r jar; do rm -f "$jar"*; done \
  && grep -v '^#' /parley/deploy/image/connect-only | while read -r jar; do \
       for file in "$jar"*; do [ ! -f "$file" ] || mv "$file" /layers/connect/; done; done \
  && mv ./*.jar /layers/common/

FROM ${JAVA} AS base
RUN mkdir -p /var/lib/parley && chown 10001:10001 /var/lib/parley
USER 10001:10001
WORKDIR /var/lib/parley
VOLUME /var/lib/parley
# The heap, the stores of RocksDB and Netty's buffers share what the container is given.
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["java", "-Djdk.tls.rejectClientInitiatedRenegotiation=true", "-cp", "/opt/parley/lib/*", "io.parley.standalone.Main"]
CMD ["--help"]
COPY --from=build /layers/common /opt/parley/lib

FROM base AS connect
COPY --from=build /layers/connect /opt/parley/lib
COPY --from=build /layers/own /opt/parley/lib
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8083"]

# The last one is what is built when no other is asked for.
FROM base AS parley
COPY --from=build /layers/own /opt/parley/lib
# Alive, not ready: a process that waits for another is not to be restarted.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9080 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
