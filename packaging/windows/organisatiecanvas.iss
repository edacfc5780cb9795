; Installer for one user, without administrator rights (Inno Setup 6):
;   iscc /DVersion=0.1.0 packaging\windows\organisatiecanvas.iss
; after `pyinstaller build.spec` has made dist\organisatiecanvas-VERSION.
#ifndef Version
  #error Give the version: /DVersion=0.1.0
#endif
#define Folder "..\..\dist\organisatiecanvas-" + Version

[Setup]
AppId={{7C0B5C7A-4C5B-4C55-9C0E-0F6B3E1D2A94}
AppName=Organisatiecanvas
AppVersion={#Version}
DefaultDirName={localappdata}\Programs\Organisatiecanvas
DefaultGroupName=Organisatiecanvas
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\dist
OutputBaseFilename=organisatiecanvas-{#Version}-setup
SetupIconFile=..\..\organisatiecanvas\desktop\icons\organisatiecanvas.ico
UninstallDisplayIcon={app}\organisatiecanvas.exe
LicenseFile=..\..\LICENSE
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
CloseApplications=yes

[Languages]
Name: "nl"; MessagesFile: "compiler:Languages\Dutch.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
nl.Document=Organisatiecanvas-document
en.Document=Organisatiecanvas document

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Organisatiecanvas"; Filename: "{app}\organisatiecanvas.exe"
Name: "{userdesktop}\Organisatiecanvas"; Filename: "{app}\organisatiecanvas.exe"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\.orgcanvas"; ValueType: string; ValueData: "Organisatiecanvas.Document"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\Organisatiecanvas.Document"; ValueType: string; ValueData: "{cm:Document}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Organisatiecanvas.Document\DefaultIcon"; ValueType: string; ValueData: "{app}\organisatiecanvas.exe,0"
Root: HKCU; Subkey: "Software\Classes\Organisatiecanvas.Document\shell\open\command"; ValueType: string; ValueData: """{app}\organisatiecanvas.exe"" ""%1"""

[Run]
Filename: "{app}\organisatiecanvas.exe"; Description: "{cm:LaunchProgram,Organisatiecanvas}"; Flags: nowait postinstall skipifsilent
; Documents, settings and working copies are the user's own: uninstalling leaves them where they are.
