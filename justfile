# What one types often. `just` lists it.

default:
    @just --list

# Try the bot in the browser, without Discord.
demo:
    cargo run -- demo

# All tests.
test:
    cargo test --workspace

# The demo in a headless browser, with pictures of what is seen: `just screens FOLDER`.
screens FOLDER="target/screens":
    cargo build --workspace --bins --examples
    npm ci --prefix sandbox/tests/page --no-audit --no-fund
    SCREENS={{ FOLDER }} node --test tests/demo/demo.test.mjs

# What a press, an arrival, a start and a list cost, as a table with ratios (docs/PERFORMANCE.md). About six minutes, and a
# release build before.
bench:
    cargo bench --bench table

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

# Kill the real program again and again, and see that nothing is lost or doubled: `just crash ROUNDS=500`.
crash ROUNDS="100" SEED="1":
    CRASH_ROUNDS={{ trim_start_match(ROUNDS, "ROUNDS=") }} CRASH_SEED={{ trim_start_match(SEED, "SEED=") }} cargo test --package leadbell --test it crash -- --nocapture

# A simulated year of everything, for many seeds: `just year SEEDS=50`.
year SEEDS="20":
    YEAR_SEEDS={{ trim_start_match(SEEDS, "SEEDS=") }} cargo test --package leadbell --test it simulated -- --nocapture

# Seasons of the whole bot with a Discord that goes wrong, about a second a day: `just season SEEDS=10 DAYS=60 SEED=1`.
season SEEDS="10" DAYS="60" SEED="1":
    SEASON_SEEDS={{ trim_start_match(SEEDS, "SEEDS=") }} SEASON_DAYS={{ trim_start_match(DAYS, "DAYS=") }} SEASON_SEED={{ trim_start_match(SEED, "SEED=") }} cargo test --package leadbell --test it season -- --nocapture

# Throw random bytes at a parser, beginning with the samples; needs cargo-fuzz and a C++ compiler: `just fuzz native_json`.
fuzz TARGET SECONDS="300":
    mkdir -p fuzz/corpus/{{ TARGET }}
    cp tests/data/* fuzz/corpus/{{ TARGET }}/
    # Coverage counts are behind a switch of the stable compiler. No address sanitizer: none of our code is unsafe.
    RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none {{ TARGET }} -- -max_total_time={{ trim_start_match(SECONDS, "SECONDS=") }}
