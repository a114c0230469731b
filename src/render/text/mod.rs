//! Lines for people: outlet, day and headline; the passage, its quotations set off from the reporter's words; who
//! said them; where to find it.
//!
//! The words of a passage stay to the letter: speakers are named on a line of their own, below it. Everything is
//! written through the [`Pen`](pen::Pen), which lets nothing of an article steer the terminal.

mod attribution;
mod bars;
mod counts;
mod explained;
mod facets;
mod history;
mod ink;
mod kwic;
mod page;
mod parsed;
mod passage;
mod pen;
mod setting;
mod story;

pub(super) use counts::counts;
pub(super) use explained::explained;
pub(super) use history::history;
pub(super) use kwic::kwic;
pub(super) use kwic::source as kwic_source;
pub(super) use page::foot;
pub(super) use page::head;
pub(super) use page::hits;
pub(super) use page::quotes;
pub(super) use parsed::parsed;
pub(super) use story::story;
