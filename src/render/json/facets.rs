//! The facets of a page.

use crate::render::narrow::narrow;
use crate::render::sheet::Totals;
use crate::search::Facet;
use serde::Serialize;
use serde::Serializer;

/// `{"outlet": [{"value", "count", "narrow"}], …}`
pub(super) struct Facets<'a>(&'a [Facet]);

/// `{"author": 31}`: how many values more there are, of each field of which some are left out.
pub(super) struct LeftOut<'a>(&'a [Facet]);

#[derive(Serialize)]
struct Value<'a> {
    value: &'a str,
    count: u64,
    /// What to add to the command line.
    narrow: String,
}

/// The facets of an answer, and what is left out of them.
pub(super) fn facets(totals: &Totals) -> (Facets<'_>, LeftOut<'_>) {
    (Facets(&totals.facets), LeftOut(&totals.facets))
}

impl Serialize for Facets<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|facet| {
            let values = facet.counts.iter().map(|count| Value {
                value: &count.value,
                count: count.articles,
                narrow: narrow(facet.field, &count.value),
            });
            (facet.field, values.collect::<Vec<_>>())
        }))
    }
}

impl Serialize for LeftOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let cut = self.0.iter().filter(|facet| facet.left_out > 0);
        to.collect_map(cut.map(|facet| (facet.field, facet.left_out)))
    }
}
