//! Values of text columns, numbered across segments: each segment has its own dictionary, and numbers of its own.

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::IntoParallelRefMutIterator;
use rayon::iter::ParallelIterator;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use tantivy::DocId;
use tantivy::columnar::StrColumn;

/// How often each value of a column occurs among what matches in a segment.
pub(super) struct Counted {
    pub(super) column: StrColumn,
    /// By number of the value.
    pub(super) counts: Vec<u32>,
}

impl Counted {
    pub(super) fn new(column: &StrColumn) -> Counted {
        Counted { column: column.clone(), counts: vec![0; column.num_terms()] }
    }

    /// Counts the values of a document.
    pub(super) fn count(&mut self, doc: DocId) {
        for ord in self.column.term_ords(doc) {
            if let Some(count) = self.counts.get_mut(ord as usize) {
                *count += 1;
            }
        }
    }
}

/// The values of an open index, by field, numbered across its segments. Who counts once needs only the values of what matches; who
/// counts again gets all of them, numbered once.
#[derive(Default)]
pub(crate) struct KnownValues {
    is_counted: AtomicBool,
    values: OnceLock<Vec<Values>>,
}

impl KnownValues {
    /// All values, if something was counted before; by field all its columns, the same ones each time.
    pub(super) fn get(&self, fields: &[Vec<Counted>]) -> tantivy::Result<Option<&[Values]>> {
        if !self.is_counted.swap(true, Ordering::Relaxed) {
            return Ok(None);
        }
        if let Some(values) = self.values.get() {
            return Ok(Some(values));
        }
        let values = fields.iter().map(|columns| Values::all(columns)).collect::<tantivy::Result<_>>()?;
        Ok(Some(self.values.get_or_init(|| values)))
    }
}

/// Values of several columns, each once, in order.
pub(super) struct Values {
    texts: Texts,
    /// By column: the number of each of its values that was asked for.
    numbers: Vec<Vec<u32>>,
}

impl Values {
    /// All values of some columns.
    fn all(columns: &[Counted]) -> tantivy::Result<Values> {
        let all = |column: &Counted| {
            Texts::read(&column.column, &(0..column.counts.len() as u64).collect::<Vec<_>>())
        };
        Ok(Values::merge(&columns.par_iter().map(all).collect::<tantivy::Result<Vec<Texts>>>()?))
    }

    /// The values that occur, and of the counts only theirs.
    pub(super) fn counted(columns: &mut [Counted]) -> tantivy::Result<Values> {
        let occurring = |column: &mut Counted| {
            let occurring: Vec<u64> =
                (0..).zip(&column.counts).filter(|(_, count)| **count > 0).map(|(ord, _)| ord).collect();
            column.counts.retain(|count| *count > 0);
            Texts::read(&column.column, &occurring)
        };
        Ok(Values::merge(&columns.par_iter_mut().map(occurring).collect::<tantivy::Result<Vec<Texts>>>()?))
    }

    /// Puts together what lies in order column by column.
    fn merge(columns: &[Texts]) -> Values {
        let mut texts = Texts::default();
        let mut numbers: Vec<Vec<u32>> =
            columns.iter().map(|column| Vec::with_capacity(column.ends.len())).collect();
        let mut next: BinaryHeap<Reverse<(&[u8], usize)>> = BinaryHeap::new();
        next.extend(columns.iter().zip(0..).filter_map(|(column, at)| Some(Reverse((column.get(0)?, at)))));
        let mut last = None;
        while let Some(mut first) = next.peek_mut() {
            let Reverse((text, at)) = *first;
            if last.replace(text) != Some(text) {
                texts.push(text);
            }
            // No archive has as many values as do not fit.
            numbers[at].push(u32::try_from(texts.ends.len() - 1).unwrap_or(u32::MAX));
            match columns[at].get(numbers[at].len()) {
                Some(text) => *first = Reverse((text, at)),
                None => drop(PeekMut::pop(first)),
            }
        }
        Values { texts, numbers }
    }

    /// What was counted of the values of each column, added up by value.
    pub(super) fn sums<'c>(&self, columns: impl Iterator<Item = &'c [u32]>) -> Vec<u32> {
        let mut sums = vec![0; self.texts.ends.len()];
        for (numbers, counts) in self.numbers.iter().zip(columns) {
            for (number, count) in numbers.iter().zip(counts).filter(|(_, count)| **count > 0) {
                if let Some(sum) = sums.get_mut(*number as usize) {
                    *sum += count;
                }
            }
        }
        sums
    }

    /// The value of a number.
    pub(super) fn text(&self, number: usize) -> String {
        self.texts.get(number).map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default()
    }
}

/// Texts, one behind the other: a string for each of tens of thousands takes longer than all the counting.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    /// One after the other, each value would unpack a block of the dictionary again.
    fn read(column: &StrColumn, ords: &[u64]) -> tantivy::Result<Texts> {
        let mut texts = Texts { bytes: Vec::new(), ends: Vec::with_capacity(ords.len()) };
        match column.dictionary().sorted_ords_to_term_cb(ords, |value| texts.push(value))? {
            true => Ok(texts),
            false => {
                Err(tantivy::TantivyError::InternalError("a column has a value without words".to_string()))
            }
        }
    }

    fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
    }

    fn get(&self, place: usize) -> Option<&[u8]> {
        let end = *self.ends.get(place)?;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.bytes.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns of `value=count`, to the same of all of them.
    #[track_caller]
    fn check(columns: &[&str], expected: &str) {
        let cells = |column: &&str| -> Vec<(String, u32)> {
            let cells = column.split_whitespace().map(|cell| cell.split_once('=').unwrap());
            cells.map(|(value, count)| (value.to_string(), count.parse().unwrap())).collect()
        };
        let columns: Vec<Vec<(String, u32)>> = columns.iter().map(cells).collect();
        let texts = |column: &Vec<(String, u32)>| {
            let mut texts = Texts::default();
            column.iter().for_each(|(value, _)| texts.push(value.as_bytes()));
            texts
        };
        let values = Values::merge(&columns.iter().map(texts).collect::<Vec<_>>());
        let counts = columns.iter().map(|column| column.iter().map(|(_, count)| *count).collect());
        let counts: Vec<Vec<u32>> = counts.collect();
        let sums = values.sums(counts.iter().map(Vec::as_slice));
        let found: Vec<String> =
            sums.iter().enumerate().map(|(number, sum)| format!("{}={sum}", values.text(number))).collect();
        assert_eq!(found.join(" "), expected, "{columns:?}");
    }

    #[test]
    fn what_several_columns_count_is_added_up_in_the_order_of_the_values() {
        check(&[], "");
        check(&["", ""], "");
        check(&["b=2 d=1"], "b=2 d=1");
        check(&["b=2 d=1", "", "a=1 b=3 e=0"], "a=1 b=5 d=1 e=0");
        check(&["a=1 c=2", "b=4 c=5 d=7", "a=10 c=1"], "a=11 b=4 c=8 d=7");
    }
}
