@echo off
rem Sample of an installer: says what it would donate, and notes that it was run.
call "%~dp0seattle_repy\donation.bat" || exit /b 1
call "%~dp0seattle_repy\donation.bat" > "%~dp0seattle_repy\installed"
echo This is a sample: nothing was changed outside of %~dp0
echo Next: start_seattle.bat
