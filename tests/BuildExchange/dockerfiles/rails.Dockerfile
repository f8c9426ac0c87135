ARG RUBY_VERSION=3.2
FROM busybox AS base
ARG RUBY_VERSION
LABEL fly_launch_runtime="rails" ruby=$RUBY_VERSION
WORKDIR /rails
ENV RAILS_ENV="production" \
    BUNDLE_DEPLOYMENT="1" \
    BUNDLE_PATH="/usr/local/bundle" \
    BUNDLE_WITHOUT="development:test"
FROM base AS build
COPY py/requirements.txt ./
RUN mkdir -p "${BUNDLE_PATH}"/ruby/3.2.0/cache && cp requirements.txt "${BUNDLE_PATH}/ruby/3.2.0/Gemfile" && \
    rm -rf ~/.bundle/ "${BUNDLE_PATH}"/ruby/*/cache
COPY . .
RUN SECRET_KEY_BASE=1 sh -c 'echo $SECRET_KEY_BASE > compiled'
FROM base
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /rails/web /rails
COPY --from=build /rails/compiled /rails/
RUN echo 'rails:x:1000:1000::/home/rails:/bin/sh' >> /etc/passwd && mkdir -p db log storage tmp && chown -R 1000:1000 db log storage tmp
USER 1000:1000
ENTRYPOINT ["/rails/bin/docker-entrypoint"]
EXPOSE 3000
CMD ["./bin/rails", "server"]
