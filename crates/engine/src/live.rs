//! The state as of the newest durable head. Readers hold it without locks; its clone is cheap.

use kernel::Kernel;
use ledger::tree::CompactRange;
use store::Head;

/// Kernel, head and the right edge of the tree, all of one size.
#[derive(Clone, Debug)]
pub struct Live {
    /// State and what is compiled from it.
    pub kernel: Kernel,
    /// Size, root and signed checkpoint.
    pub head: Head,
    /// The right edge of the tree.
    pub range: CompactRange,
}
