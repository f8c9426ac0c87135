FROM busybox AS deps
WORKDIR /app
COPY web/package.json web/package-lock.json ./
RUN mkdir -p node_modules/dep && echo dep > node_modules/dep/index.js
FROM busybox AS build
WORKDIR /app
COPY --from=deps /app/node_modules ./node_modules
COPY web .
RUN mkdir dist && cat src/*.js public/* > dist/bundle.js
FROM busybox
COPY --from=build /app/dist /usr/share/html
EXPOSE 80
STOPSIGNAL SIGQUIT
