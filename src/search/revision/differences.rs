//! What differs between two sequences of texts (Myers 1986).

use similar::DiffOp;
use similar::algorithms::Capture;
use similar::algorithms::Compact;
use similar::algorithms::Replace;
use similar::algorithms::myers;
use std::collections::HashMap;

/// How to get from one sequence to the other, in order.
pub(super) fn differences(before: &[&str], after: &[&str]) -> Vec<DiffOp> {
    // As numbers: comparing them is quick, and one kind of sequence has to be compiled.
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let [before, after] = [before, after].map(|texts| -> Vec<usize> {
        let mut number = |text| {
            let next = numbers.len();
            *numbers.entry(text).or_insert(next)
        };
        texts.iter().map(|text| number(*text)).collect()
    });
    let (before, after) = (before.as_slice(), after.as_slice());
    let mut taken = Compact::new(Replace::new(Capture::new()), before, after);
    // Taking what differs has no errors.
    let Ok(()) = myers::diff(&mut taken, before, 0..before.len(), after, 0..after.len());
    taken.into_inner().into_inner().into_ops()
}
