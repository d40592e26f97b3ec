@echo off
rem Says what this installer would donate: reads vesselinfo line by line, the first word of a line is its label.
setlocal EnableDelayedExpansion
set "file=%~dp0vesselinfo"
if not exist "%file%" (
    echo vesselinfo: there is none: this is a base installer, not a custom one 1>&2
    exit /b 1
)
set vessels=0
set total=0
set port=63100
echo What this installer would donate, in parts of what the donor gives, 10 percent of the machine unless told otherwise:
for /f "usebackq tokens=1-3" %%a in ("%file%") do (
    if "%%a"=="Percent" (
        set /a vessels+=1
        set /a total+=%%b
        set /a last=port+%%b-1
        echo   vessel !vessels!: %%b percent, ports !port! to !last!
        set /a port+=%%b
    )
    if "%%a"=="Owner" echo     owner: %%b %%c
    if "%%a"=="User" echo     user:  %%b %%c
)
if not %total%==100 (
    echo vesselinfo: the percentages add up to %total%, not to 100 1>&2
    exit /b 1
)
