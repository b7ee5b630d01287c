//! What a guess at a password costs: the parameters of Argon2id, stored with every record.
//!
//! INVARIANT: cost is checked before any work is done, so a record from outside can neither make a key cheap to guess
//! nor take more than 4 GiB.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::seal::encoded;
use crate::random::{self, RandomError};

const MOST: Cost = Cost {
    m_kib: 4 * 1024 * 1024,
    t: 16,
    p: 8,
};

/// Parameters of Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub m_kib: u32,
    /// Passes.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

impl Cost {
    /// What new records get: 256 MiB, three passes.
    pub const DEFAULT: Self = Self {
        m_kib: 262_144,
        t: 3,
        p: 1,
    };
    /// What records must have at least: 19 MiB, two passes.
    pub const FLOOR: Self = Self {
        m_kib: 19_456,
        t: 2,
        p: 1,
    };
    /// What records of a workspace made by `demo` have and must have: 8 MiB, one pass. It holds nothing worth guessing.
    pub const DEMO: Self = Self {
        m_kib: 8_192,
        t: 1,
        p: 1,
    };

    /// Whether a guess costs at least as much as `minimum` in memory and in passes.
    pub fn meets(self, minimum: Self) -> bool {
        self.m_kib >= minimum.m_kib && self.t >= minimum.t
    }

    fn within_limits(self) -> bool {
        self.m_kib <= MOST.m_kib && self.t <= MOST.t && (1..=MOST.p).contains(&self.p)
    }
}

/// Why a password could not be turned into a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CostError {
    /// Less than the minimum.
    #[error(
        "the record costs {has} KiB and {passes} passes, less than the {wants} KiB and {wants_passes} passes asked for"
    )]
    TooLow {
        /// Memory of the record, in KiB.
        has: u32,
        /// Its passes.
        passes: u32,
        /// Memory asked for, in KiB.
        wants: u32,
        /// Passes asked for.
        wants_passes: u32,
    },
    /// More than this program spends on a record.
    #[error("the record asks for {has} KiB and {passes} passes, more than is spent on one")]
    TooHigh {
        /// Memory of the record, in KiB.
        has: u32,
        /// Its passes.
        passes: u32,
    },
    /// The memory could not be had.
    #[error("{has} KiB of memory for the password could not be had")]
    OutOfMemory {
        /// Memory of the record, in KiB.
        has: u32,
    },
    /// No salt could be drawn.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl CostError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLow { .. } => "cost_too_low",
            Self::TooHigh { .. } => "cost_too_high",
            Self::OutOfMemory { .. } => "out_of_memory",
            Self::Random(error) => error.code(),
        }
    }
}

/// A cost and a salt, as records hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    m_kib: u32,
    t: u32,
    p: u32,
    #[serde(with = "encoded")]
    salt: [u8; 16],
}

impl Stretch {
    /// With a fresh salt.
    pub fn draw(cost: Cost) -> Result<Self, CostError> {
        Ok(Self::with_salt(cost, random::bytes()?))
    }

    /// With the salt given: for test vectors.
    pub(crate) fn with_salt(cost: Cost, salt: [u8; 16]) -> Self {
        Self {
            m_kib: cost.m_kib,
            t: cost.t,
            p: cost.p,
            salt,
        }
    }

    /// What a guess costs.
    pub fn cost(&self) -> Cost {
        Cost {
            m_kib: self.m_kib,
            t: self.t,
            p: self.p,
        }
    }

    /// Argon2id over `password`; refuses costs below `minimum` before it spends anything.
    pub fn key(&self, password: &[u8], minimum: Cost) -> Result<Zeroizing<[u8; 32]>, CostError> {
        let (has, passes) = (self.m_kib, self.t);
        if !self.cost().meets(minimum) {
            return Err(CostError::TooLow {
                has,
                passes,
                wants: minimum.m_kib,
                wants_passes: minimum.t,
            });
        }
        let too_high = CostError::TooHigh { has, passes };
        if !self.cost().within_limits() {
            return Err(too_high);
        }
        let low = CostError::TooLow {
            has,
            passes,
            wants: 8 * self.p,
            wants_passes: 1,
        };
        let params = Params::new(self.m_kib, self.t, self.p, Some(32)).map_err(|_| low)?;
        let mut out = Zeroizing::new([0_u8; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password, &self.salt, out.as_mut_slice())
            .map_err(|_| CostError::OutOfMemory { has })?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_outside_the_limits_are_refused_before_any_work() {
        const LOW: Cost = Cost {
            m_kib: 8,
            t: 1,
            p: 1,
        };
        for (cost, minimum, code, why) in [
            (
                Cost {
                    m_kib: 19_455,
                    t: 2,
                    p: 1,
                },
                Cost::FLOOR,
                "cost_too_low",
                "memory one below the floor",
            ),
            (
                Cost {
                    m_kib: 19_456,
                    t: 1,
                    p: 1,
                },
                Cost::FLOOR,
                "cost_too_low",
                "one pass below the floor",
            ),
            (
                Cost {
                    m_kib: 4_194_305,
                    t: 3,
                    p: 1,
                },
                Cost::FLOOR,
                "cost_too_high",
                "above 4 GiB",
            ),
            (
                Cost {
                    m_kib: u32::MAX,
                    t: u32::MAX,
                    p: 1,
                },
                Cost::FLOOR,
                "cost_too_high",
                "hostile",
            ),
            (
                Cost {
                    m_kib: 19_456,
                    t: 17,
                    p: 1,
                },
                Cost::FLOOR,
                "cost_too_high",
                "too many passes",
            ),
            (
                Cost {
                    m_kib: 19_456,
                    t: 2,
                    p: 9,
                },
                Cost::FLOOR,
                "cost_too_high",
                "too many lanes",
            ),
            (
                Cost {
                    m_kib: 19_456,
                    t: 2,
                    p: 0,
                },
                Cost::FLOOR,
                "cost_too_high",
                "no lane at all",
            ),
            (
                Cost {
                    m_kib: 8,
                    t: 0,
                    p: 1,
                },
                Cost {
                    m_kib: 0,
                    t: 0,
                    p: 0,
                },
                "cost_too_low",
                "no pass at all",
            ),
            (
                Cost {
                    m_kib: 15,
                    t: 1,
                    p: 2,
                },
                LOW,
                "cost_too_low",
                "less than Argon2 needs for two lanes",
            ),
        ] {
            let error = Stretch::with_salt(cost, [0; 16])
                .key(b"x", minimum)
                .unwrap_err();
            assert_eq!(error.code(), code, "{why}");
        }
        assert!(Cost::DEFAULT.meets(Cost::FLOOR));
        assert!(Cost::FLOOR.within_limits() && Cost::DEFAULT.within_limits());
    }

    #[test]
    fn a_salt_and_a_password_each_change_the_key() {
        let cost = Cost {
            m_kib: 64,
            t: 1,
            p: 1,
        };
        let key = |salt, password| {
            Stretch::with_salt(cost, [salt; 16])
                .key(password, cost)
                .unwrap()
        };
        assert_eq!(key(1, b"a"), key(1, b"a"));
        assert_ne!(key(1, b"a"), key(2, b"a"));
        assert_ne!(key(1, b"a"), key(1, b"b"));
    }
}
