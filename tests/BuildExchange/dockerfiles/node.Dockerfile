FROM busybox
ENV NODE_ENV=production
WORKDIR /usr/src/app
COPY web/package*.json ./
RUN cat package.json > installed && mkdir node_modules
COPY web/src ./src
EXPOSE 3000
USER 1000
CMD ["node", "src/index.js"]
