//! By what else the quotations of a person are counted: the outlet, the month, the year or the language of the article.

use super::LocalIndex;
use super::facets::all_words;
use super::facets::date;
use super::segment::Segment;
use crate::search::By;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::columnar::StrColumn;

/// What an article has of that by which counts are told apart.
pub(super) enum Breakdown {
    Nothing,
    Words(Option<StrColumn>),
    Days(Column<i64>, By),
}

impl Breakdown {
    pub(super) fn open(by: Option<By>, index: &LocalIndex, segment: &Segment) -> tantivy::Result<Breakdown> {
        let columns = segment.columns(&index.fields)?;
        Ok(match by {
            None => Breakdown::Nothing,
            Some(By::Outlet) => Breakdown::Words(columns.outlet.clone()),
            Some(By::Language) => Breakdown::Words(columns.language.clone()),
            Some(by @ (By::Month | By::Year)) => Breakdown::Days(columns.day.clone(), by),
        })
    }

    /// The number of a word, or of a month or year.
    pub(super) fn of(&self, article: DocId) -> Option<i64> {
        match self {
            Breakdown::Nothing => None,
            Breakdown::Words(column) => column.as_ref()?.term_ords(article).next().map(|ord| ord as i64),
            Breakdown::Days(days, by) => {
                let date = date(days.first(article)?)?;
                let month = if *by == By::Month { i64::from(date.month()) } else { 0 };
                Some(i64::from(date.year()) * 100 + month)
            }
        }
    }

    /// The numbers in words.
    pub(super) fn words(&self) -> tantivy::Result<Vec<Arc<str>>> {
        match self {
            Breakdown::Words(column) => all_words(column.as_ref()),
            Breakdown::Nothing | Breakdown::Days(..) => Ok(Vec::new()),
        }
    }

    pub(super) fn word(&self, words: &[Arc<str>], number: i64) -> Option<Arc<str>> {
        match self {
            Breakdown::Nothing => None,
            Breakdown::Words(_) => words.get(usize::try_from(number).ok()?).cloned(),
            Breakdown::Days(_, By::Month) => {
                Some(format!("{:04}-{:02}", number.div_euclid(100), number.rem_euclid(100)).into())
            }
            Breakdown::Days(..) => Some(format!("{:04}", number.div_euclid(100)).into()),
        }
    }
}
