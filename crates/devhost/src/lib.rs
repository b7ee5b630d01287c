//! Development only: the api over loopback HTTP.
