//! Every query and command once: name, request, answer, errors.
