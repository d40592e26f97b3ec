@echo off
rem Sample of a stop script.
if exist "%~dp0seattle_repy\started" (
    del "%~dp0seattle_repy\started"
    echo A real installer would have stopped its vessels now.
) else (
    echo Nothing was started.
)
