FROM busybox AS build
WORKDIR /workspace/app
COPY c/Makefile pom.xml
COPY py src
RUN mkdir -p target/dependency/BOOT-INF/lib target/dependency/META-INF && echo jar > target/app-1.0.jar && cp pom.xml target/dependency/META-INF/ && cp -r src target/dependency/BOOT-INF/classes
FROM busybox
VOLUME /tmp
ARG DEPENDENCY=/workspace/app/target/dependency
COPY --from=build ${DEPENDENCY}/BOOT-INF/lib /app/lib
COPY --from=build ${DEPENDENCY}/META-INF /app/META-INF
COPY --from=build ${DEPENDENCY}/BOOT-INF/classes /app
COPY --from=build /workspace/app/target/*.jar /app/app.jar
ENV JAVA_OPTS="-Xmx256m -Dname=\"quoted\"" LANG=C.UTF-8
RUN mkdir -p /tmp
ENTRYPOINT ["java", "-cp", "app:app/lib/*", "hello.Application"]
