@echo off
rem Sample of an uninstaller: removes what install.bat noted, and nothing else.
call "%~dp0stop_seattle.bat"
if exist "%~dp0seattle_repy\installed" del "%~dp0seattle_repy\installed"
echo Uninstalled. Remove the folder %~dp0 when you like.
