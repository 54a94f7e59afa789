# Breakwater for live use: docs/running/README.md says which settings it needs and what was tried.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The Node that runs Breakwater is the npm package `node`, pinned in package-lock.json. The one of this image only runs npm.
RUN npm ci --omit=dev

FROM debian:bookworm-slim
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin breakwater \
  && install --directory --owner=breakwater --group=breakwater --mode=0700 /data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY . .
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH DATA_DIR=/data PORT=3000
USER breakwater
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(it => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "main.ts"]
