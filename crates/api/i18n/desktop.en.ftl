# What only the desktop app says outside of its window.
tray-open = Open Countersign
tray-keep = Keep working when the window is closed
tray-autostart = Start when I sign in to this computer
tray-quit = Quit
# What works on the open workspace: `tray-` and the id of the sentence in the window.
tray-closed = No workspace is open
tray-runner-here = Working: timers and connector calls
tray-runner-elsewhere = Another program works on this workspace
tray-runner-nobody = Nothing works on this workspace
tray-runner-read_only = Open for reading only
