"""The kiosk under Wayland: weston, itself a window of an X server, so that touches are real ones.

(weston's headless backend has no seat, without which SDL 2.26 cannot start at all.) Skipped where
weston is missing.
"""
import shutil
import subprocess
import time
import unittest

import x11


@unittest.skipUnless(shutil.which("weston"), "weston is not installed")
class WaylandTest(x11.KioskTest):
    def setUp(self):
        super().setUp()
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment["XDG_RUNTIME_DIR"] = str(runtime)
        self.weston = subprocess.Popen(
            ["weston", "--backend=x11-backend.so", "--shell=kiosk-shell.so", "--no-config",
             f"--width={self.WIDTH}", f"--height={self.HEIGHT}", "--socket=ngoso",
             "--idle-time=0"],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop_weston)
        deadline = time.monotonic() + x11.PATIENCE_S
        while not (runtime / "ngoso").exists():
            self.assertLess(time.monotonic(), deadline, "weston did not start")
            time.sleep(0.05)
        self.environment["WAYLAND_DISPLAY"] = "ngoso"
        self.environment["SDL_VIDEODRIVER"] = "wayland"

    def stop_weston(self):
        self.weston.terminate()
        try:
            self.weston.wait(x11.PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.weston.kill()

    def test_a_question_by_touch_and_out_by_pin(self):
        self.start()
        self.choose_pin()
        self.wait_for_screen("SCREEN_ATTRACT")
        self.tap("ACT_START")
        self.tap("ACT_CHOOSE", 0)
        self.wait_for_screen("SCREEN_QUESTION")
        for chord in ("alt+F4", "Escape", "ctrl+alt+BackSpace"):
            self.key(chord)
        self.assertEqual(self.frame().screen, "SCREEN_QUESTION")
        self.close_by_staff()


if __name__ == "__main__":
    unittest.main(verbosity=1)
