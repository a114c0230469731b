//! Records of JSON: articles as tools write them, references as reference managers keep them, the items of a JSON Feed.

use super::source::Source;
use super::values::Values;
use crate::error::ErrorKind;
use crate::ingest::facts::Facts;
use crate::ingest::feed;
use crate::ingest::feed::Channel;
use crate::ingest::jsonl;
use crate::ingest::keys::Field;

/// The objects of a file, and what it says of them all if it is a JSON Feed.
pub(super) struct Objects {
    values: Values,
    channel: Option<Channel>,
    /// How much of the head the channel was read from.
    head_length: usize,
}

impl Objects {
    pub(super) fn new(source: Source) -> Objects {
        Objects { values: Values::new(source), channel: None, head_length: 0 }
    }

    pub(super) fn next(&mut self) -> Option<Result<Facts, ErrorKind>> {
        let value = self.values.next()?;
        let head = &self.values.head;
        if head.len() != self.head_length {
            self.channel = feed::json_channel(head);
            self.head_length = head.len();
        }
        Some(value.and_then(|value| self.facts(&value)))
    }

    fn facts(&self, value: &[u8]) -> Result<Facts, ErrorKind> {
        let mut facts = jsonl::facts(value)?;
        if facts.item_type.is_some() {
            // When the reference was changed, not the article.
            facts.drop_all(Field::Updated);
        }
        if let Some(channel) = &self.channel {
            channel.complete(&mut facts);
        }
        Ok(facts)
    }
}
