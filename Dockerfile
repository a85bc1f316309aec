# One image for every kind of process: its argument says which (conversation, user, presence, gateway, admin, connect, setup).
#   docker build -t parley .
#   docker run parley gateway --help

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /parley
COPY . .
RUN mvn -q -ntp -Pquick -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --system --home-dir /var/lib/parley --create-home parley
COPY --from=build /parley/standalone/target/parley/lib /opt/parley/lib
USER parley
WORKDIR /var/lib/parley
VOLUME /var/lib/parley
# The heap, the stores of RocksDB and Netty's buffers share what the container is given.
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["java", "-Djdk.tls.rejectClientInitiatedRenegotiation=true", "-cp", "/opt/parley/lib/*", "io.parley.standalone.Main"]
CMD ["--help"]
