"""Loads the libhailort.so and libhailo_shim.so of a folder with ctypes and asks each who it is."""

import ctypes
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
hailort = ctypes.CDLL(str(folder / "libhailort.so"))

version = (ctypes.c_uint32 * 3)()
assert hailort.hailo_get_library_version(version) == 0
assert ".".join(map(str, version)) == folder.name, list(version)

hailort.hailo_get_status_message.restype = ctypes.c_char_p
assert hailort.hailo_get_status_message(4) == b"HAILO_TIMEOUT"

ids = (ctypes.c_char * 32 * 8)()
count = ctypes.c_size_t(8)
assert hailort.hailo_scan_devices(None, ids, ctypes.byref(count)) == 0
assert count.value >= 1

device = ctypes.c_void_p()
assert hailort.hailo_create_device_by_id(ids[0], ctypes.byref(device)) == 0
temperature = (ctypes.c_float * 3)()
assert hailort.hailo_get_chip_temperature(device, temperature) == 0
assert -40 < temperature[0] < 130
assert hailort.hailo_release_device(device) == 0

shim = ctypes.CDLL(str(folder / "libhailo_shim.so"))
header = pathlib.Path(__file__).parents[2] / "hailo-sys/shim/hailo_shim.h"
declared = re.search(r"#define HAILO_SHIM_ABI_VERSION (\d+)u", header.read_text())
assert shim.hailo_shim_abi_version() == int(declared[1])
library = (ctypes.c_uint32 * 3)()
assert shim.hailo_shim_library_version(library) == 0
assert list(library) == list(version)

# Both libraries are about the same devices: what one holds, the other can't have.
if version[0] == 4:
    held, wanted = ctypes.c_void_p(), ctypes.c_void_p()
    assert shim.hailo_shim_vdevice_create(None, ctypes.byref(held)) == 0
    assert hailort.hailo_create_vdevice(None, ctypes.byref(wanted)) == 74
    shim.hailo_shim_vdevice_destroy(held)
    assert hailort.hailo_create_vdevice(None, ctypes.byref(wanted)) == 0
    assert hailort.hailo_release_vdevice(wanted) == 0

print(f"{folder.name}: {count.value} device(s), {temperature[0]:.1f} degrees")
