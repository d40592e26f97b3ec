@echo off
rem Sample of a start script: says which vessels it would start.
if not exist "%~dp0seattle_repy\installed" (
    echo It is not installed; run install.bat first. 1>&2
    exit /b 1
)
echo A real installer would now start these vessels:
findstr /b /c:"  vessel " "%~dp0seattle_repy\installed"
type nul > "%~dp0seattle_repy\started"
