//! `onrecord parse`.

use super::Outcome;
use super::Streams;
use super::args::CheckFormat;
use super::args::Parse;
use super::ask;
use super::clock;
use crate::render;

pub(super) fn run(parse: &Parse, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let question = ask::read(&parse.query, clock::today()?)?;
    render::parsed(&question.query, &question.asked, parse.format == CheckFormat::Json, streams.out)?;
    Ok(Outcome::Found)
}
