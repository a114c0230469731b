//! One request and its answer, as the bytes go over the wire.
//!
//! `ureq` speaks the protocol; a transport around its connection (inside the encryption) writes down every byte that is
//! sent and received. So what is kept is what was printed, not what a library made of it: chunks, compression and all.

use super::exchange::Traffic;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use ureq::Error;
use ureq::unversioned::resolver::ResolvedSocketAddrs;
use ureq::unversioned::transport::Buffers;
use ureq::unversioned::transport::ConnectionDetails;
use ureq::unversioned::transport::Connector;
use ureq::unversioned::transport::NextTimeout;
use ureq::unversioned::transport::RustlsConnector;
use ureq::unversioned::transport::TcpConnector;
use ureq::unversioned::transport::Transport;

/// Where it is written down; the connection and who reads it share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Tape(Arc<Mutex<Traffic>>);

impl Tape {
    /// Takes what was written down; the tape is empty then.
    pub(super) fn take(&self) -> Traffic {
        self.write(std::mem::take)
    }

    fn write<T>(&self, change: impl FnOnce(&mut Traffic) -> T) -> T {
        // A thread that panicked while it wrote left whole bytes behind.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Opens connections whose traffic is written down.
pub(super) fn connector(tape: &Tape, most: u64) -> impl Connector {
    ().chain(Dial { tape: tape.clone(), tcp: TcpConnector::default() })
        .chain(RustlsConnector::default())
        .chain(Recorder { tape: tape.clone(), most })
}

/// More addresses than this of one host are not tried.
const MOST_ADDRESSES: usize = 3;

/// Tries a host's addresses one by one, and notes which of them answered.
#[derive(Debug)]
struct Dial {
    tape: Tape,
    tcp: TcpConnector,
}

impl Connector for Dial {
    type Out = <TcpConnector as Connector>::Out;

    fn connect(&self, details: &ConnectionDetails, _: Option<()>) -> Result<Option<Self::Out>, Error> {
        let mut failed = Error::HostNotFound;
        for address in details.addrs.iter().take(MOST_ADDRESSES) {
            match self.tcp.connect(&towards(*address, details), None::<()>) {
                Ok(connection) => {
                    self.tape.write(|traffic| traffic.address = Some(address.ip()));
                    return Ok(connection);
                }
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }
}

/// The same connection to one address alone.
fn towards<'a>(address: SocketAddr, details: &ConnectionDetails<'a>) -> ConnectionDetails<'a> {
    let mut addrs = ResolvedSocketAddrs::from_fn(|_| address);
    addrs.push(address);
    ConnectionDetails {
        uri: details.uri,
        addrs,
        config: details.config,
        request_level: details.request_level,
        resolver: details.resolver,
        now: details.now,
        timeout: details.timeout,
        current_time: details.current_time.clone(),
        run_connector: details.run_connector.clone(),
        register_shutdown: details.register_shutdown.clone(),
    }
}

/// Puts the tape around a connection.
#[derive(Debug)]
struct Recorder {
    tape: Tape,
    /// Bytes that may be received.
    most: u64,
}

impl<In: Transport> Connector<In> for Recorder {
    type Out = Recorded<In>;

    fn connect(&self, _: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        let recorded = |inner| Recorded { inner, tape: self.tape.clone(), most: self.most };
        Ok(chained.map(recorded))
    }
}

/// A connection whose traffic is written down.
#[derive(Debug)]
struct Recorded<In> {
    inner: In,
    tape: Tape,
    most: u64,
}

impl<In: Transport> Transport for Recorded<In> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let output = self.inner.buffers().output().get(..amount).unwrap_or_default();
        self.tape.write(|traffic| traffic.sent.extend_from_slice(output));
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let before = self.inner.buffers().input().len();
        let came = self.inner.await_input(timeout)?;
        let input = self.inner.buffers().input().get(before..).unwrap_or_default();
        let received = self.tape.write(|traffic| {
            traffic.received.extend_from_slice(input);
            traffic.received.len() as u64
        });
        if received > self.most { Err(Error::BodyExceedsLimit(self.most)) } else { Ok(came) }
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}
