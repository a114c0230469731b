//! What a change of `speakers.toml` concerns, so that an update reads again no more than that.

use super::Name;
use super::Speakers;
use crate::article::ArticleId;
use crate::text::fold;
use std::collections::BTreeSet;

/// Whom and what a change of the file may concern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concerned {
    /// Names, folded, under which speakers may stand in the index.
    pub names: BTreeSet<String>,
    /// Articles of which single quotations were corrected, or are no longer.
    pub articles: BTreeSet<ArticleId>,
}

impl Concerned {
    /// Whether it is nobody and nothing.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.articles.is_empty()
    }
}

impl Speakers {
    /// What is concerned by the change from an earlier state of the file to this one.
    pub fn changed_since(&self, before: &Speakers) -> Concerned {
        let mut concerned = Concerned::default();
        for (one, other) in [(self, before), (before, self)] {
            one.only_here(other, &mut concerned);
        }
        concerned
    }

    /// Notes what this state says and the other does not.
    fn only_here(&self, other: &Speakers, concerned: &mut Concerned) {
        let names = self.said.names.iter().filter(|(key, name)| other.said.names.get(*key) != Some(*name));
        for (key, Name { shown, .. }) in names {
            concerned.names.extend([key.clone(), fold(shown)]);
            // A correction may give the name that is now somebody's.
            let corrected = self.said.corrections.iter().chain(&other.said.corrections);
            let named = corrected.filter(|(_, it)| it.name.as_deref().is_some_and(|name| fold(name) == *key));
            concerned.articles.extend(named.map(|(id, _)| id.article));
        }
        for split in self.said.splits.iter().filter(|split| !other.said.splits.contains(split)) {
            let printed = fold(&split.printed);
            let shown_as = self.said.names.get(&printed).map(|name| fold(&name.shown));
            concerned.names.extend([printed, fold(&split.shown)].into_iter().chain(shown_as));
        }
        if self.said.splits != other.said.splits {
            // The first that holds counts: another order may be another answer.
            concerned.names.extend(self.said.splits.iter().map(|split| fold(&split.shown)));
        }
        let corrections =
            self.said.corrections.iter().filter(|(id, row)| other.said.corrections.get(*id) != Some(*row));
        concerned.articles.extend(corrections.map(|(id, _)| id.article));
    }
}
