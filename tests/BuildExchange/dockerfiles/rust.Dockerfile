FROM busybox AS chef
WORKDIR /app
FROM chef AS planner
COPY c .
RUN find . -type f | sort > /recipe && mv /recipe recipe.json
FROM chef AS builder
COPY --from=planner /app/recipe.json recipe.json
RUN mkdir -p src target/release/deps && echo 'fn main() {}' > src/main.rs && cp recipe.json target/release/deps/
RUN rm -rf src
COPY c .
RUN touch src/main.c && cp src/main.c target/release/server && chmod +x target/release/server
FROM busybox AS runtime
COPY --from=builder /app/target/release/server /usr/local/bin/
COPY --from=builder /app/target/release/deps /deps
USER 10001
ENTRYPOINT ["/usr/local/bin/server"]
