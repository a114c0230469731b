//! Messages and mailboxes: the first byte chooses which.
#![no_main]

mod read;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let from: &[u8] = if first % 2 == 0 { b"" } else { b"From a@b.example Sat Mar  9 10:11:12 2024\n" };
    read::all([from, b"MIME-Version: 1.0\n", rest].concat());
});
