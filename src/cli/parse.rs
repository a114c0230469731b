//! `onrecord parse`.

use super::Outcome;
use super::Streams;
use super::args::CheckFormat;
use super::args::Filters;
use super::args::Parse;
use super::ask;
use crate::query::Unit;
use crate::render;

pub(super) fn run(parse: &Parse, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let question = ask::question(&parse.query, &Filters::default(), Unit::Article)?;
    render::parsed(&question.query, &question.asked, parse.format == CheckFormat::Json, streams.out)?;
    Ok(Outcome::Found)
}
