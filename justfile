# What one types often. `just` lists it.

default:
    @just --list

# Try the bot in the browser, without Discord.
demo:
    cargo run -- demo

# All tests.
test:
    cargo test --workspace

# What CI runs.
ci:
    .ci/run

# After a change of a query or a migration.
prepare:
    .ci/prepare

# Format and lint.
tidy:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings
