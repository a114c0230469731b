//! Queries of any bytes: what the suite asks of hostile queries must hold of everything the fuzzer thinks of.
#![no_main]

#[path = "../../tests/suite/query_holds.rs"]
mod query_holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| query_holds::reading_holds(&String::from_utf8_lossy(data)));
