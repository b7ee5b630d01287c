//! Which addresses a connector may reach, and the resolver that lets no other through.
//!
//! INVARIANT: a connection is opened only to an address that was checked here, and a name of which one address is
//! refused is refused whole: nobody reaches an inner server by a name that also points outside.
//!
//! New class of addresses: a row in `class_of_v4` or `class_of_v6` and in the table of the tests.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::{
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

/// Where an address lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// On the internet.
    Public,
    /// This computer or the local network: only where the connector's scope names private addresses.
    Private,
    /// Nothing a connector ever calls: unspecified, link-local with the metadata services of clouds, multicast,
    /// reserved and documentation ranges.
    Never,
}

impl Class {
    /// The class of an address.
    pub(super) fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => class_of_v4(address),
            IpAddr::V6(address) => class_of_v6(address),
        }
    }

    /// Whether a call may go there.
    pub(super) fn is_allowed(self, private_addresses: bool) -> bool {
        match self {
            Self::Public => true,
            Self::Private => private_addresses,
            Self::Never => false,
        }
    }
}

fn class_of_v4(address: Ipv4Addr) -> Class {
    match address.octets() {
        // 10/8, 172.16/12, 192.168/16, loopback, and what providers share among customers.
        [10 | 127, ..] | [192, 168, ..] | [172, 16..=31, ..] | [100, 64..=127, ..]
            if !is_metadata(address) =>
        {
            Class::Private
        }
        // "This network"; link-local; protocol assignments, documentation, benchmarks; shared metadata addresses.
        [0, ..] | [169, 254, ..] | [100, 64..=127, ..] => Class::Never,
        [192, 0, 0 | 2, _]
        | [198, 51, 100, _]
        | [203, 0, 113, _]
        | [198, 18 | 19, ..]
        | [192, 88, 99, _] => Class::Never,
        // Multicast, reserved, broadcast.
        [224..=255, ..] => Class::Never,
        _ => Class::Public,
    }
}

/// The one metadata service that lies in a private range and not in the link-local one.
fn is_metadata(address: Ipv4Addr) -> bool {
    address.octets() == [100, 100, 100, 200]
}

fn class_of_v6(address: Ipv6Addr) -> Class {
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        class_of_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => Class::Never,
        [0, 0, 0, 0, 0, 0, 0, 1] => Class::Private,
        // An IPv4 address in another dress: mapped, compatible, translated, NAT64, 6to4.
        [0, 0, 0, 0, 0, 0xffff | 0, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // Unique local; the metadata service among them is never called.
        [0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254] => Class::Never,
        [0xfc00..=0xfdff, ..] => Class::Private,
        // Global unicast, without Teredo and its neighbours (2001::/23) and the documentation ranges.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => Class::Never,
        [0x2000..=0x3fff, ..] => Class::Public,
        // Link-local, site-local, multicast, discard, local NAT64, and whatever is not assigned.
        _ => Class::Never,
    }
}

/// A name or address that a connector may not call.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "the host has an address that connectors may not call, or only with `private_addresses` in their scope"
)]
pub(super) struct AddressRefused;

/// Resolves as the system does and checks every address before one is connected to.
#[derive(Debug)]
pub(super) struct CheckedResolver {
    /// Whether the scope names private addresses.
    pub(super) private_addresses: bool,
}

impl Resolver for CheckedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let allowed = |address: IpAddr| Class::of(address).is_allowed(self.private_addresses);
        match found.iter().all(|socket| allowed(socket.ip())) {
            true => Ok(found),
            false => Err(ureq::Error::Other(Box::new(AddressRefused))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Class::*, *};

    #[test]
    fn addresses_have_their_class() {
        let rows = [
            ("9.9.9.9", Public, "a public address"),
            ("172.15.255.255", Public, "below 172.16/12"),
            ("172.32.0.0", Public, "above 172.16/12"),
            ("100.63.255.255", Public, "below the shared range"),
            ("100.128.0.0", Public, "above the shared range"),
            ("192.167.1.1", Public, "beside 192.168/16"),
            ("169.253.1.1", Public, "beside link-local"),
            ("223.255.255.254", Public, "below multicast"),
            ("127.0.0.1", Private, "loopback"),
            ("127.255.255.255", Private, "all of 127/8 is loopback"),
            ("10.0.0.1", Private, "RFC 1918"),
            ("172.16.0.1", Private, "RFC 1918"),
            ("172.31.255.255", Private, "RFC 1918"),
            ("192.168.1.1", Private, "RFC 1918"),
            ("100.64.0.1", Private, "shared by a provider's customers"),
            (
                "100.100.100.200",
                Never,
                "a cloud's metadata in the shared range",
            ),
            ("0.0.0.0", Never, "unspecified: loopback on some systems"),
            ("0.1.2.3", Never, "this network"),
            ("169.254.169.254", Never, "cloud metadata"),
            ("169.254.1.1", Never, "link-local"),
            (
                "192.0.0.192",
                Never,
                "cloud metadata among protocol assignments",
            ),
            ("192.0.2.1", Never, "documentation"),
            ("198.51.100.7", Never, "documentation"),
            ("203.0.113.7", Never, "documentation"),
            ("198.19.0.1", Never, "benchmarks"),
            ("224.0.0.1", Never, "multicast"),
            ("240.0.0.1", Never, "reserved"),
            ("255.255.255.255", Never, "broadcast"),
            ("2606:4700:4700::1111", Public, "a public address"),
            ("2620:fe::fe", Public, "a public address"),
            ("::1", Private, "loopback"),
            ("fc00::1", Private, "unique local"),
            ("fdff::1", Private, "unique local"),
            (
                "fd00:ec2::254",
                Never,
                "cloud metadata in the unique local range",
            ),
            ("::", Never, "unspecified"),
            ("fe80::1", Never, "link-local"),
            ("febf::1", Never, "link-local to its end"),
            ("fec0::1", Never, "site-local"),
            ("ff02::1", Never, "multicast"),
            ("2001:db8::1", Never, "documentation"),
            ("3fff::1", Never, "documentation"),
            ("2001::1", Never, "Teredo"),
            ("100::1", Never, "discard"),
            ("64:ff9b:1::1", Never, "NAT64 of a local network"),
            ("::ffff:127.0.0.1", Private, "loopback, mapped"),
            ("::ffff:169.254.169.254", Never, "metadata, mapped"),
            ("::ffff:9.9.9.9", Public, "public, mapped"),
            ("::127.0.0.1", Private, "loopback, compatible"),
            ("::ffff:0:10.0.0.1", Private, "RFC 1918, translated"),
            ("64:ff9b::169.254.169.254", Never, "metadata through NAT64"),
            ("64:ff9b::10.0.0.1", Private, "RFC 1918 through NAT64"),
            ("2002:7f00:1::", Private, "loopback through 6to4"),
            ("2002:a9fe:a9fe::", Never, "metadata through 6to4"),
        ];
        for (text, class, why) in rows {
            assert_eq!(Class::of(text.parse().unwrap()), class, "{text}: {why}");
        }
    }

    #[test]
    fn private_addresses_open_the_private_class_only() {
        assert!(Public.is_allowed(false) && Public.is_allowed(true));
        assert!(!Private.is_allowed(false) && Private.is_allowed(true));
        assert!(
            !Never.is_allowed(false) && !Never.is_allowed(true),
            "not even where private addresses are allowed"
        );
    }
}
