//! Attribution of any bytes: what the suite asks of hostile texts must hold of everything the fuzzer thinks of.
#![no_main]

#[path = "../../tests/suite/holds.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;
use onrecord::text::Language;

// The first byte chooses the language, for French has rules of its own.
fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let language = if first % 2 == 0 { Language::EN } else { Language::FR };
    holds::quotations_hold(&String::from_utf8_lossy(rest), language);
});
