//! Segments that grow in memory until they are written.
//!
//! The engine's own writer keeps threads for this. Here whoever has made blocks also adds them, as one of its turns, so that
//! no thread waits for another kind of work. Adding a word to a segment is mostly waiting for memory, so a thread
//! that adds goes on with it as long as blocks are there: what it needs then stays near its processor.

use super::document::Block;
use super::document::Counts;
use super::replaced::Place;
use crate::article::ArticleId;
use crate::index::alike::Printing;
use std::collections::VecDeque;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::TryLockError;
use std::thread::JoinHandle;
use std::time::Duration;
use tantivy::Index;
use tantivy::Segment;
use tantivy::SegmentMeta;
use tantivy::TantivyError;
use tantivy::indexer::AddOperation;
use tantivy::indexer::SegmentWriter;

/// A block that waits to be written. Making it is expensive, and any thread can.
pub(crate) struct Prepared {
    pub(super) id: ArticleId,
    /// Of two versions of an article, the one with the greater order counts.
    pub(super) order: u64,
    pub(super) block: Block,
}

/// A block that is part of a segment, though not counted yet.
pub(crate) struct Written {
    pub(super) id: ArticleId,
    pub(super) order: u64,
    pub(super) counts: Counts,
    pub(super) printing: Option<Printing>,
    pub(super) place: Place,
}

impl Written {
    /// The article, and what tells which story it prints.
    pub(crate) fn take_printing(&mut self) -> (ArticleId, Option<Printing>) {
        (self.id, self.printing.take())
    }
}

/// So many blocks are worth a turn at adding …
const ENOUGH: usize = 20;

/// … in which so many are taken at a time, until none is left.
const SOME: usize = 16;

/// With so many waiting, whoever makes more has to wait too. They take some forty megabytes.
const MOST: usize = 600;

/// Whoever waits for another to add looks again after so long, were the other gone.
const PATIENCE: Duration = Duration::from_secs(1);

/// Segments that grow, and blocks that wait to be added to them.
pub(super) struct Growth {
    index: Index,
    /// Bytes that one segment may take before it is written.
    budget: usize,
    growing: Vec<Mutex<Option<Growing>>>,
    waiting: Mutex<VecDeque<Prepared>>,
    fewer: Condvar,
    full: Mutex<Full>,
}

/// Segments that grow no more.
#[derive(Default)]
struct Full {
    underway: VecDeque<JoinHandle<tantivy::Result<SegmentMeta>>>,
    written: Vec<SegmentMeta>,
}

/// A segment that grows.
struct Growing {
    segment: Segment,
    writer: SegmentWriter,
}

impl Growth {
    /// So many segments of an index side by side, which may take so many bytes in all.
    pub(super) fn new(index: Index, side_by_side: usize, budget: usize) -> Growth {
        let side_by_side = side_by_side.max(1);
        Growth {
            index,
            budget: budget / side_by_side,
            growing: (0..side_by_side).map(|_| Mutex::default()).collect(),
            waiting: Mutex::default(),
            fewer: Condvar::new(),
            full: Mutex::default(),
        }
    }

    /// Queues blocks, and takes a turn at adding if enough wait. Gives those that it added, its own or others'.
    pub(super) fn queue(&self, blocks: Vec<Prepared>) -> tantivy::Result<Vec<Written>> {
        held(&self.waiting).extend(blocks);
        let mut written = Vec::new();
        loop {
            let waiting = held(&self.waiting);
            if waiting.len() < ENOUGH {
                return Ok(written);
            }
            match self.free() {
                Some(mut growing) => {
                    drop(waiting);
                    self.add_waiting(&mut growing, &mut written)?;
                }
                None if waiting.len() < MOST => return Ok(written),
                None => {
                    drop(self.fewer.wait_timeout_while(waiting, PATIENCE, |waiting| waiting.len() >= MOST))
                }
            }
        }
    }

    /// Adds all that wait.
    pub(super) fn add_rest(&self) -> tantivy::Result<Vec<Written>> {
        let mut written = Vec::new();
        self.add_waiting(&mut held(&self.growing[0]), &mut written)?;
        Ok(written)
    }

    fn free(&self) -> Option<MutexGuard<'_, Option<Growing>>> {
        self.growing.iter().find_map(|growing| match growing.try_lock() {
            Ok(growing) => Some(growing),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        })
    }

    /// Adds what waits to one of the segments.
    fn add_waiting(&self, slot: &mut Option<Growing>, written: &mut Vec<Written>) -> tantivy::Result<()> {
        loop {
            let blocks: Vec<Prepared> = {
                let mut waiting = held(&self.waiting);
                if waiting.is_empty() {
                    return Ok(());
                }
                let some = waiting.len().min(SOME);
                waiting.drain(..some).collect()
            };
            self.fewer.notify_all();
            let growing = match slot.take() {
                Some(growing) => slot.insert(growing),
                None => slot.insert(Growing::new(&self.index, self.budget)?),
            };
            let added: tantivy::Result<Vec<Written>> =
                blocks.into_iter().map(|block| growing.add(block)).collect();
            let is_full = growing.writer.mem_usage() >= self.budget;
            // Of a document that could not be added, the segment has a part: nothing more is to be added to it.
            let ended = if is_full || added.is_err() { slot.take() } else { None };
            written.extend(added?);
            self.write_aside(ended)?;
        }
    }

    /// Writes a segment on a thread of its own while others grow. Those that are being written take memory too, so no more of them
    /// are at a time than grow.
    fn write_aside(&self, growing: Option<Growing>) -> tantivy::Result<()> {
        let Some(growing) = growing else { return Ok(()) };
        let mut full = held(&self.full);
        while full.underway.len() >= self.growing.len() {
            full.wait()?;
        }
        full.underway.push_back(std::thread::spawn(|| growing.write()));
        Ok(())
    }

    /// Has written what still grows, each segment on a thread of its own.
    pub(super) fn close(&self) {
        let mut full = held(&self.full);
        for growing in &self.growing {
            if let Some(growing) = held(growing).take() {
                full.underway.push_back(std::thread::spawn(|| growing.write()));
            }
        }
    }

    /// Waits until everything that was closed is written; gives all segments.
    pub(super) fn take_written(&self) -> tantivy::Result<Vec<SegmentMeta>> {
        let mut full = held(&self.full);
        while !full.underway.is_empty() {
            full.wait()?;
        }
        Ok(std::mem::take(&mut full.written))
    }
}

impl Full {
    /// Waits for the segment that was closed first.
    fn wait(&mut self) -> tantivy::Result<()> {
        let Some(underway) = self.underway.pop_front() else { return Ok(()) };
        let panicked = |_| TantivyError::ErrorInThread("a segment could not be written".to_string());
        self.written.push(underway.join().map_err(panicked)??);
        Ok(())
    }
}

impl Drop for Full {
    /// Where a run has failed, nobody goes on writing into a folder that is then cleared.
    fn drop(&mut self) {
        self.underway.drain(..).for_each(|underway| drop(underway.join()));
    }
}

impl Growing {
    fn new(index: &Index, budget: usize) -> tantivy::Result<Growing> {
        let segment = index.new_segment();
        let writer = SegmentWriter::for_segment(budget, segment.clone())?;
        Ok(Growing { segment, writer })
    }

    fn add(&mut self, Prepared { id, order, block }: Prepared) -> tantivy::Result<Written> {
        let first = self.writer.max_doc();
        for document in block.documents {
            // Its number in the order of all operations would tell which deletions concern it; here all come later.
            self.writer.add_document(AddOperation { opstamp: 0, document })?;
        }
        let place = Place { segment: self.segment.id(), first, behind: self.writer.max_doc() };
        Ok(Written { id, order, counts: block.counts, printing: block.printing, place })
    }

    fn write(self) -> tantivy::Result<SegmentMeta> {
        let documents = self.writer.max_doc();
        self.writer.finalize()?;
        let meta = self.segment.with_max_doc(documents).meta().clone();
        // Only an index in an order of its own has such a file.
        meta.untrack_temp_docstore();
        Ok(meta)
    }
}

/// What a lock holds. Whoever panicked with it has left it whole: a block is added or not.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::index::local::document;
    use crate::index::local::schema;
    use crate::quote::Settled;
    use std::collections::BTreeMap;

    const BLOCKS: u64 = 4000;

    /// So little that every turn fills a segment.
    const LITTLE: usize = 200_000;

    #[test]
    fn every_block_lies_somewhere_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (schema, fields) = schema::schema();
        let growth = Growth::new(Index::create_in_dir(folder.path(), schema).unwrap(), 2, LITTLE);
        let block = |number: u64| {
            let text = format!("The mill at Harrow Bay closed on day {number}.\n\nNobody said why.");
            let block = document::block(&fields, &Article::of_text(&text), 0, &Settled::default());
            Prepared { id: ArticleId::from_number(number), order: number, block }
        };
        let written = Mutex::new(growth.add_rest().unwrap());
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (growth, block, written) = (&growth, &block, &written);
                scope.spawn(move || {
                    let mine: Vec<u64> = (thread * BLOCKS / 4..(thread + 1) * BLOCKS / 4).collect();
                    for some in mine.chunks(50) {
                        let added = growth.queue(some.iter().copied().map(block).collect()).unwrap();
                        held(written).extend(added);
                    }
                });
            }
        });
        held(&written).extend(growth.add_rest().unwrap());
        growth.close();
        let segments: BTreeMap<_, u32> =
            growth.take_written().unwrap().iter().map(|segment| (segment.id(), segment.max_doc())).collect();
        assert!(segments.len() > 2, "{segments:?}");
        let mut ids: Vec<u64> = Vec::new();
        let mut places: BTreeMap<_, Vec<(u32, u32)>> = BTreeMap::new();
        for Written { id, place, counts, .. } in held(&written).iter() {
            ids.push(id.number());
            assert_eq!(place.behind - place.first, counts.documents());
            places.entry(place.segment).or_default().push((place.first, place.behind));
        }
        ids.sort_unstable();
        assert!(ids.into_iter().eq(0..BLOCKS));
        for (segment, mut places) in places {
            places.sort_unstable();
            let behind = |end, (first, behind)| (first == end).then_some(behind);
            assert_eq!(places.into_iter().try_fold(0, behind), Some(segments[&segment]));
        }
    }
}
