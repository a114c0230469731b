//! `onrecord check`.

use super::Outcome;
use super::Streams;
use super::args::Check;
use super::args::CheckFormat;
use super::args::Global;
use super::ask;
use crate::index;
use crate::render;

pub(super) fn run(check: &Check, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let findings = index::check(&ask::archive(global)?)?;
    match check.format {
        CheckFormat::Json => render::findings(&findings, streams.out)?,
        CheckFormat::Text if findings.is_empty() => {
            writeln!(streams.out, "the index agrees with the corpus, and no file is damaged")?;
        }
        CheckFormat::Text => {
            for finding in &findings {
                writeln!(streams.out, "{}", render::visible(&finding.what))?;
                writeln!(streams.out, "  hint: {}", render::visible(finding.mend))?;
            }
        }
    }
    Ok(Outcome::skipped(findings.len() as u64))
}
