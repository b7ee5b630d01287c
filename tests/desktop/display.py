"""The display as a window manager sees it: which windows are shown, and the request to close one, as its button makes it.

INVARIANT: one connection for each question, so that no answer is an old one.
"""

import contextlib
import ctypes
import ctypes.util

VIEWABLE = 2
CLIENT_MESSAGE = 33

x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
Display, Window, Atom = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong
x11.XOpenDisplay.restype = Display
x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
x11.XCloseDisplay.argtypes = [Display]
x11.XDefaultRootWindow.restype = Window
x11.XDefaultRootWindow.argtypes = [Display]
x11.XInternAtom.restype = Atom
x11.XInternAtom.argtypes = [Display, ctypes.c_char_p, ctypes.c_int]
x11.XFree.argtypes = [ctypes.c_void_p]


class Attributes(ctypes.Structure):
    """`XWindowAttributes` as far as it is read, and room for the rest."""

    _fields_ = [
        ("before", ctypes.c_int * 5),
        ("visual", ctypes.c_void_p),
        ("root", Window),
        ("class", ctypes.c_int * 4),
        ("planes", ctypes.c_ulong * 2),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("room", ctypes.c_byte * 128),
    ]


class ClientMessage(ctypes.Structure):
    """`XClientMessageEvent`, in the room of an `XEvent`."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", Display),
        ("window", Window),
        ("message_type", Atom),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_byte * 128),
    ]


@contextlib.contextmanager
def display():
    found = x11.XOpenDisplay(None)
    assert found, "there is no display"
    try:
        yield found
    finally:
        x11.XCloseDisplay(found)


def shown(name):
    """Windows of this name that are on the display."""
    with display() as at:
        root = x11.XDefaultRootWindow(at)
        return [window for window in children(at, root) if is_shown(at, window) and name_of(at, window) == name]


def children(at, window):
    root, parent, count = Window(), Window(), ctypes.c_uint()
    found = ctypes.POINTER(Window)()
    x11.XQueryTree(
        Display(at),
        Window(window),
        ctypes.byref(root),
        ctypes.byref(parent),
        ctypes.byref(found),
        ctypes.byref(count),
    )
    listed = [found[each] for each in range(count.value)]
    if found:
        x11.XFree(found)
    return listed


def is_shown(at, window):
    attributes = Attributes()
    return bool(
        x11.XGetWindowAttributes(Display(at), Window(window), ctypes.byref(attributes))
        and attributes.map_state == VIEWABLE
    )


def name_of(at, window):
    name = ctypes.c_char_p()
    x11.XFetchName(Display(at), Window(window), ctypes.byref(name))
    return (name.value or b"").decode()


def close(window):
    """What the button in the corner of a window does: it asks, and the program may do otherwise."""
    with display() as at:
        atom = lambda name: x11.XInternAtom(at, name, 0)
        event = ClientMessage(type=CLIENT_MESSAGE, window=window, message_type=atom(b"WM_PROTOCOLS"), format=32)
        event.data[0] = atom(b"WM_DELETE_WINDOW")
        x11.XSendEvent(Display(at), Window(window), 0, ctypes.c_long(0), ctypes.byref(event))
        x11.XSync(Display(at), 0)
