# One image for every process of Laurel; docker-compose.yml says which command each runs.

FROM node:22-bookworm-slim AS assets
WORKDIR /laurel/assets
COPY assets/package.json assets/package-lock.json assets/.npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY assets ./
RUN node build.mjs

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap ffmpeg fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /data laurel
WORKDIR /laurel
COPY requirements/tools.txt requirements/run.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/tools.txt \
    && uv pip install --system --no-cache --compile-bytecode --require-hashes -r requirements/run.txt
COPY . .
COPY --from=assets /laurel/festival/static festival/static
RUN uv pip install --system --no-cache --no-deps --no-build-isolation --editable .
USER laurel
ENV FESTIVAL_HOME=/data
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "wsgi:application"]
