//! countersignctl, the administrator's command line.
