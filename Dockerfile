# Leadbell in a container: docker build -t leadbell .
# The last stage has no shell and no package manager, and runs as nobody in particular (uid 65532).
FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
# What the queries are checked against is in .sqlx: no database is needed to build. /empty becomes /data.
RUN SQLX_OFFLINE=true cargo build --release --locked --package leadbell --bin leadbell && mkdir /empty

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/target/release/leadbell /usr/bin/leadbell
COPY --from=build --chown=65532:65532 /empty /data
ENV DATABASE_URL=sqlite:///data/leadbell.db LEADBELL_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/usr/bin/leadbell"]
CMD ["run"]
