<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>AddDialog</name>
    <message>
        <location filename="../keys/add.py" line="29" />
        <source>Add a passphrase</source>
        <translation>Passphrase hinzufügen</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="30" />
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="31" />
        <source>What opens the volume now goes on opening it.</source>
        <translation>Was das Volume bisher öffnet, öffnet es auch weiterhin.</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="32" />
        <source>Prese&amp;nt passphrase:</source>
        <translation>&amp;Jetzige Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="36" />
        <source>For you, such as “laptop”</source>
        <translation>Zum Beispiel „Laptop“</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="46" />
        <source>Na&amp;me:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="48" />
        <source>&amp;When it is tried:</source>
        <translation>&amp;Wann es versucht wird:</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="53" />
        <source>Cos&amp;t of guessing</source>
        <translation>Aufwand beim &amp;Erraten</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="65" />
        <source>Adding it…</source>
        <translation>Wird hinzugefügt …</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="68" />
        <source>Keyslot {number} opens the volume from now on.</source>
        <translation>Ab jetzt öffnet auch Schlüsselfach {number} das Volume.</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="73" />
        <source>The present passphrase does not open the volume.</source>
        <translation>Die bisherige Passphrase öffnet das Volume nicht.</translation>
    </message>
</context><context>
    <name>AdvancedPage</name>
    <message>
        <location filename="../create/advanced.py" line="54" />
        <source>Advanced settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="69" />
        <source>Chosen by vault</source>
        <translation>Wählt vault</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="70" />
        <source>{size} bytes</source>
        <translation>{size} Byte</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="72" />
        <source>&amp;Cipher and key:</source>
        <translation>&amp;Verschlüsselung:</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="73" />
        <source>&amp;Sector size:</source>
        <translation>&amp;Sektorgröße:</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="75" />
        <source>Separate header file</source>
        <translation>Eigene Datei für den Header</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="76" />
        <source>None: the header is in the container</source>
        <translation>Keine: Der Header steht im Container</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="77" />
        <source>Separate &amp;header:</source>
        <translation>Eigener &amp;Header:</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="88" />
        <source>&amp;Quick, without random data</source>
        <translation>&amp;Schnell, ohne Zufallsdaten</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="89" />
        <source>&amp;Ciphers:</source>
        <translation>&amp;Verschlüsselung:</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="90" />
        <source>Key &amp;derivation:</source>
        <translation>Schlüssel&amp;ableitung:</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="102" />
        <source>What was written to the volume around it before may still be read from it.</source>
        <translation>Was früher in das äußere Volume geschrieben wurde, lässt sich dann vielleicht noch daraus lesen.</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="104" />
        <source>A quickly made volume shows how much of it is used, and what was in the place before. It can hide no other volume.</source>
        <translation>Es verrät dann, was belegt ist und was vorher dort stand, und kann kein anderes verstecken.</translation>
    </message>
    <message>
        <location filename="../create/advanced.py" line="117" />
        <source>Give the name with its folder, such as /home/me/secret.header.</source>
        <translation>Bitte den Namen mit dem Ordner angeben, etwa /home/ich/geheim.header.</translation>
    </message>
</context><context>
    <name>AgentPage</name>
    <message>
        <location filename="../dialogs/agent.py" line="28" />
        <source>The agent is a program in the background that closes volumes when the screen is locked. It starts by itself when a volume is opened that it has to see to.</source>
        <translation>Der Agent ist ein Programm im Hintergrund, das Volumes beim Sperren des Bildschirms schließt. Er startet von selbst, wenn ein Volume geöffnet wird, um das er sich kümmern muss.</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="32" />
        <source>Looking for the agent…</source>
        <translation>Der Agent wird gesucht …</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="33" />
        <source>Start it with the &amp;session</source>
        <translation>Mit der &amp;Sitzung starten</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="72" />
        <source>It does not run now. What is open stays open until you close it.</source>
        <translation>Er läuft gerade nicht. Was offen ist, bleibt offen, bis Sie es schließen.</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="73" />
        <source>It does not run now.</source>
        <translation>Er läuft gerade nicht.</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="75" />
        <source>It runs now.</source>
        <translation>Er läuft gerade.</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="77" />
        <source>It listens to: {sources}.</source>
        <translation>Er hört auf: {sources}.</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="80" />
        <source>Nothing tells it when the screen is locked, so volumes stay open until you close them.</source>
        <translation>Nichts meldet ihm, wann der Bildschirm gesperrt wird, also bleiben Volumes offen, bis sie jemand schließt.</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="83" />
        <source>It cannot listen to these:</source>
        <translation>Darauf kann er nicht hören:</translation>
    </message>
</context><context>
    <name>App</name>
    <message>
        <location filename="../app.py" line="74" />
        <source>The favourites stay as they were</source>
        <translation>Die Favoriten bleiben, wie sie waren</translation>
    </message>
    <message>
        <location filename="../app.py" line="149" />
        <source>No program here shows the folder {path}.</source>
        <translation>Kein Programm hier zeigt den Ordner {path} an.</translation>
    </message>
    <message>
        <location filename="../app.py" line="150" />
        <source>The folder is not shown</source>
        <translation>Der Ordner wird nicht angezeigt</translation>
    </message>
    <message>
        <location filename="../app.py" line="210" />
        <source>About Vault</source>
        <translation>Über Vault</translation>
    </message>
    <message>
        <location filename="../app.py" line="213" />
        <source>Vault {version}</source>
        <translation>Vault {version}</translation>
    </message>
    <message>
        <location filename="../app.py" line="215" />
        <source>Encrypted volumes: made, opened and closed, with the formats of LUKS, VeraCrypt and others.

Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Verschlüsselte Volumes anlegen, öffnen und schließen, in den Formaten von LUKS, VeraCrypt und anderen.

Freie Software unter der GNU General Public License, Version 3 oder neuer, ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <location filename="../app.py" line="258" />
        <source>{name} is still open</source>
        <translation>{name} ist noch offen</translation>
    </message>
</context><context>
    <name>BackupDialog</name>
    <message>
        <location filename="../keys/backup.py" line="26" />
        <source>Back up the header</source>
        <translation>Header sichern</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="27" />
        <source>&amp;Back up</source>
        <translation>&amp;Sichern</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="29" />
        <source>If the header is damaged, nothing opens the volume any more but a backup of it. Keep the file away from the container. What opens the volume today opens the backup for ever, also after passphrases were changed.</source>
        <translation>Ist der Header beschädigt, öffnet nur noch eine Sicherung davon das Volume. Die Datei gehört an einen anderen Ort als der Container. Was das Volume heute öffnet, öffnet die Sicherung für immer, auch wenn Passphrasen später geändert werden.</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="35" />
        <source>New file</source>
        <translation>Neue Datei</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="38" />
        <source>New &amp;file:</source>
        <translation>Neue &amp;Datei:</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="39" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="41" />
        <source>Test a passphrase &amp;on the backup</source>
        <translation>Eine Passphrase an der Sicherung &amp;testen</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="55" />
        <source>Saving the header…</source>
        <translation>Header wird gesichert …</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="63" />
        <source>The header was saved in {file}, and read back.</source>
        <translation>Der Header wurde in {file} gesichert und zur Probe gelesen.</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="65" />
        <source>The header was saved in {file}, and the passphrase opens it.</source>
        <translation>Der Header wurde in {file} gesichert, und die Passphrase öffnet ihn.</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="71" />
        <source>The passphrase does not open the header, and nothing was saved.</source>
        <translation>Die Passphrase öffnet den Header nicht, und es wurde nichts gesichert.</translation>
    </message>
</context><context>
    <name>BusySheet</name>
    <message>
        <location filename="../dialogs/busy.py" line="37" />
        <source>{name} is in use</source>
        <translation>{name} wird benutzt</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="38" />
        <source>These programs use {name}:</source>
        <translation>Diese Programme benutzen {name}:</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="40" />
        <source>Programs that use it</source>
        <translation>Programme, die es benutzen</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="46" />
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="47" />
        <source>&amp;Force…</source>
        <translation>Er&amp;zwingen …</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="48" />
        <source>&amp;Dismount anyway</source>
        <translation>&amp;Trotzdem aushängen</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="49" />
        <source>&amp;Keep open</source>
        <translation>&amp;Offen lassen</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="51" />
        <source>The volume is taken away from these programs: what they have not saved is lost.</source>
        <translation>Das Volume wird diesen Programmen weggenommen: Was sie nicht gespeichert haben, geht verloren.</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="101" />
        <source>Who uses it cannot be told.</source>
        <translation>Wer es benutzt, lässt sich nicht feststellen.</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="118" />
        <source>It is being dismounted…</source>
        <translation>Es wird ausgehängt …</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="118" />
        <source>It is dismounted as soon as they let go of it.</source>
        <translation>Es wird ausgehängt, sobald sie es freigeben.</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="160" />
        <source>Trying again…</source>
        <translation>Neuer Versuch …</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="186" />
        <source>It was taken away from these programs, and goes when they let go of the rest.</source>
        <translation>Es wurde diesen Programmen weggenommen und verschwindet, sobald sie den Rest freigeben.</translation>
    </message>
</context><context>
    <name>ChangeDialog</name>
    <message>
        <location filename="../keys/change.py" line="26" />
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="27" />
        <source>C&amp;hange</source>
        <translation>Ä&amp;ndern</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="28" />
        <source>{keyslot}: the new passphrase opens it instead of the present one.</source>
        <translation>{keyslot}: Die neue Passphrase öffnet es anstelle der bisherigen.</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="30" />
        <source>Prese&amp;nt passphrase:</source>
        <translation>&amp;Jetzige Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="35" />
        <source>Cos&amp;t of guessing</source>
        <translation>Aufwand beim &amp;Erraten</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="45" />
        <source>Changing it…</source>
        <translation>Wird geändert …</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="48" />
        <source>Keyslot {number} has a new passphrase.</source>
        <translation>Schlüsselfach {number} hat eine neue Passphrase.</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="53" />
        <source>The present passphrase does not open this keyslot.</source>
        <translation>Die bisherige Passphrase öffnet dieses Schlüsselfach nicht.</translation>
    </message>
</context><context>
    <name>CheckDialog</name>
    <message>
        <location filename="../keys/check.py" line="24" />
        <source>Check the header</source>
        <translation>Header prüfen</translation>
    </message>
    <message>
        <location filename="../keys/check.py" line="25" />
        <source>C&amp;heck</source>
        <translation>Prü&amp;fen</translation>
    </message>
    <message>
        <location filename="../keys/check.py" line="26" />
        <source>Only the passphrase tells this header from noise. Nothing is changed.</source>
        <translation>Nur die Passphrase unterscheidet diesen Header von Zufallsdaten. Es wird nichts geändert.</translation>
    </message>
    <message>
        <location filename="../keys/check.py" line="27" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/check.py" line="37" />
        <source>Checking the header…</source>
        <translation>Header wird geprüft …</translation>
    </message>
</context><context>
    <name>ConvertDialog</name>
    <message>
        <location filename="../keys/convert.py" line="24" />
        <source>Cost of guessing</source>
        <translation>Aufwand beim Erraten</translation>
    </message>
    <message>
        <location filename="../keys/convert.py" line="25" />
        <source>C&amp;hange</source>
        <translation>Ä&amp;ndern</translation>
    </message>
    <message>
        <location filename="../keys/convert.py" line="26" />
        <source>{keyslot}: {cost} The longer it takes to open, the longer each guess takes.</source>
        <translation>{keyslot}: {cost} Je länger das Öffnen dauert, desto länger dauert jeder Rateversuch.</translation>
    </message>
    <message>
        <location filename="../keys/convert.py" line="28" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/convert.py" line="40" />
        <source>Measuring this computer…</source>
        <translation>Der Rechner wird gemessen …</translation>
    </message>
    <message>
        <location filename="../keys/convert.py" line="43" />
        <source>Keyslot {number} has another cost.</source>
        <translation>Schlüsselfach {number} hat einen anderen Aufwand.</translation>
    </message>
    <message>
        <location filename="../keys/convert.py" line="48" />
        <source>The passphrase does not open this keyslot.</source>
        <translation>Die Passphrase öffnet dieses Schlüsselfach nicht.</translation>
    </message>
</context><context>
    <name>CostEdit</name>
    <message>
        <location filename="../keys/cost.py" line="23" />
        <source>Argon2id (recommended)</source>
        <translation>Argon2id (empfohlen)</translation>
    </message>
    <message>
        <location filename="../keys/cost.py" line="24" />
        <source>Argon2i</source>
        <translation>Argon2i</translation>
    </message>
    <message>
        <location filename="../keys/cost.py" line="25" />
        <source>PBKDF2 (no memory needed)</source>
        <translation>PBKDF2 (ohne Speicherbedarf)</translation>
    </message>
    <message>
        <location filename="../keys/cost.py" line="31" />
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <location filename="../keys/cost.py" line="36" />
        <source>at most </source>
        <translation>höchstens </translation>
    </message>
    <message>
        <location filename="../keys/cost.py" line="37" />
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <location filename="../keys/cost.py" line="42" />
        <source>Key deri&amp;vation:</source>
        <translation>Schlüsselab&amp;leitung:</translation>
    </message>
    <message>
        <location filename="../keys/cost.py" line="43" />
        <source>T&amp;ime on this computer:</source>
        <translation>Ze&amp;it auf diesem Rechner:</translation>
    </message>
    <message>
        <location filename="../keys/cost.py" line="44" />
        <source>M&amp;emory:</source>
        <translation>Speiche&amp;r:</translation>
    </message>
</context><context>
    <name>CreateAssistant</name>
    <message>
        <location filename="../create/assistant.py" line="53" />
        <source>New volume</source>
        <translation>Neues Volume</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="83" />
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="129" />
        <location filename="../create/assistant.py" line="84" />
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="85" />
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="126" />
        <source>Step {number} of {total}</source>
        <translation>Schritt {number} von {total}</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="128" />
        <source>Crea&amp;te</source>
        <translation>Anle&amp;gen</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="128" />
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="146" />
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="160" />
        <source>This opens the volume around it. The hidden one needs another one.</source>
        <translation>Das öffnet das äußere Volume. Das versteckte braucht etwas anderes.</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="199" />
        <source>Opening the volume around it…</source>
        <translation>Das äußere Volume wird geöffnet …</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="233" />
        <source>Making the volume…</source>
        <translation>Das Volume wird angelegt …</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="248" />
        <source>It was cancelled. Nothing was left behind.</source>
        <translation>Abgebrochen. Es ist nichts zurückgeblieben.</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="261" />
        <source>Opening the volume…</source>
        <translation>Das Volume wird geöffnet …</translation>
    </message>
</context><context>
    <name>CredentialForm</name>
    <message>
        <location filename="../dialogs/credential_form.py" line="29" />
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location filename="../dialogs/credential_form.py" line="32" />
        <source>&amp;Options</source>
        <translation>&amp;Optionen</translation>
    </message>
    <message>
        <location filename="../dialogs/credential_form.py" line="36" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
</context><context>
    <name>CredentialPage</name>
    <message>
        <location filename="../create/credential.py" line="27" />
        <source>What opens it?</source>
        <translation>Was öffnet es?</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="29" />
        <source>A p&amp;assphrase</source>
        <translation>Eine P&amp;assphrase</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="30" />
        <source>An existing &amp;key file</source>
        <translation>Eine vorhandene &amp;Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="33" />
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="35" />
        <source>Key &amp;file:</source>
        <translation>Schlüssel&amp;datei:</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="37" />
        <source>Key files</source>
        <translation>Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="39" />
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="40" />
        <source>A larger number makes opening the volume, and guessing, slower.</source>
        <translation>Eine größere Zahl macht das Öffnen und das Erraten langsamer.</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="42" />
        <source>Key &amp;files:</source>
        <translation>Schlüssel&amp;dateien:</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="43" />
        <source>P&amp;IM:</source>
        <translation>P&amp;IM:</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="44" />
        <source>Key files and PI&amp;M</source>
        <translation>Schlüsseldateien und PI&amp;M</translation>
    </message>
</context><context>
    <name>DetailsWindow</name>
    <message>
        <location filename="../dialogs/details.py" line="57" />
        <source>Details of {name}</source>
        <translation>Einzelheiten zu {name}</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="78" />
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="79" />
        <source>Changes when volumes are closed by themselves.</source>
        <translation>Ändert, wann sich Volumes von selbst schließen.</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="80" />
        <source>&amp;Keys…</source>
        <translation>&amp;Schlüssel …</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="81" />
        <source>C&amp;heck the header</source>
        <translation>Header prü&amp;fen</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="86" />
        <location filename="../dialogs/details.py" line="82" />
        <source>Copy as &amp;text</source>
        <translation>Als &amp;Text kopieren</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="95" />
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="97" />
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="99" />
        <source>When it is closed by itself</source>
        <translation>Wann es sich von selbst schließt</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="102" />
        <source>Structure (not to scale)</source>
        <translation>Aufbau (nicht maßstäblich)</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="108" />
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="249" />
        <source>This cannot be told now.</source>
        <translation>Das lässt sich gerade nicht sagen.</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="274" />
        <source>Checking the header…</source>
        <translation>Header wird geprüft …</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="297" />
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context><context>
    <name>DonePage</name>
    <message>
        <location filename="../create/summary.py" line="100" />
        <source>The volume is ready</source>
        <translation>Das Volume ist fertig</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="104" />
        <source>&amp;Mount it now</source>
        <translation>Jetzt &amp;einhängen</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="128" />
        <location filename="../create/summary.py" line="106" />
        <source>Backup and &amp;recovery key…</source>
        <translation>Sicherung, &amp;weitere Schlüssel …</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="115" />
        <source>{where} has room for {size}.</source>
        <translation>{where} hat Platz für {size}.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="119" />
        <source>From now on, mount the volume around it with protection of the hidden one, or read-only. Else it may be overwritten.</source>
        <translation>Das äußere Volume ab jetzt nur mit Schutz für das versteckte oder schreibgeschützt einhängen. Sonst kann es überschrieben werden.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="125" />
        <source>A backup of the header saves the volume when its beginning is damaged.</source>
        <translation>Eine Sicherung des Headers rettet das Volume, wenn sein Anfang beschädigt ist.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="128" />
        <source>Header &amp;backup…</source>
        <translation>Header-&amp;Sicherung …</translation>
    </message>
</context><context>
    <name>DropDialog</name>
    <message>
        <location filename="../keys/backup.py" line="81" />
        <source>Remove an automatic backup</source>
        <translation>Automatische Sicherung entfernen</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="82" />
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="83" />
        <source>{backup}
It is overwritten and removed. What opened the volume then opens it no more with it.</source>
        <translation>{backup}
Sie wird überschrieben und entfernt. Was das Volume damals öffnete, öffnet es dann nicht mehr mit ihr.</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="91" />
        <source>Removing it…</source>
        <translation>Wird entfernt …</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="94" />
        <source>The automatic backup was removed.</source>
        <translation>Die automatische Sicherung wurde entfernt.</translation>
    </message>
</context><context>
    <name>EnrollDialog</name>
    <message>
        <location filename="../keys/keyring.py" line="23" />
        <source>Let the desktop keyring open it</source>
        <translation>Vom Schlüsselbund öffnen lassen</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="24" />
        <source>&amp;Allow</source>
        <translation>&amp;Erlauben</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="25" />
        <source>&amp;Store the passphrase itself</source>
        <translation>Die Passphrase &amp;selbst speichern</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="26" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="32" />
        <source>The volume gets a keyslot with a random key of its own, which the keyring keeps. Whoever is logged in with the keyring unlocked opens the volume without typing.</source>
        <translation>Das Volume bekommt ein Schlüsselfach mit einem eigenen zufälligen Schlüssel, den der Schlüsselbund aufbewahrt. Wer angemeldet ist und den Schlüsselbund entsperrt hat, öffnet das Volume ohne Eingabe.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="39" />
        <source>This volume has no keyslot for a key of the keyring’s own: the keyring keeps the passphrase itself. Whoever reads it there opens the volume, and every copy of it.</source>
        <translation>Dieses Volume hat kein Schlüsselfach für einen eigenen Schlüssel des Schlüsselbunds: Er bewahrt die Passphrase selbst auf. Wer sie dort liest, öffnet das Volume und jede Kopie davon.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="57" />
        <source>Waiting for the keyring…</source>
        <translation>Warten auf den Schlüsselbund …</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="62" />
        <source>The keyring opens the volume.</source>
        <translation>Der Schlüsselbund öffnet das Volume.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="64" />
        <source>The keyring opens the volume with keyslot {number}.</source>
        <translation>Der Schlüsselbund öffnet das Volume mit Schlüsselfach {number}.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="69" />
        <source>This does not open the volume.</source>
        <translation>Das öffnet das Volume nicht.</translation>
    </message>
</context><context>
    <name>ErrorLine</name>
    <message>
        <location filename="../widgets/error.py" line="37" />
        <source>Put it away</source>
        <translation>Ausblenden</translation>
    </message>
</context><context>
    <name>FavouriteDialog</name>
    <message>
        <location filename="../dialogs/favourite.py" line="27" />
        <source>Options of {name}</source>
        <translation>Optionen von {name}</translation>
    </message>
    <message>
        <location filename="../dialogs/favourite.py" line="30" />
        <source>It is mounted like this from now on.</source>
        <translation>So wird es von nun an eingehängt.</translation>
    </message>
</context><context>
    <name>FileSystemPage</name>
    <message>
        <location filename="../create/filesystem.py" line="33" />
        <source>Which file system?</source>
        <translation>Welches Dateisystem?</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="40" />
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="42" />
        <source>&amp;File system:</source>
        <translation>&amp;Dateisystem:</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="43" />
        <source>&amp;Label:</source>
        <translation>&amp;Bezeichnung:</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="82" />
        <source>None (leave it empty)</source>
        <translation>Keins (leer lassen)</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="109" />
        <source>For Linux. Keeps owners and rights of files.</source>
        <translation>Für Linux. Bewahrt Besitzer und Rechte von Dateien.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="110" />
        <source>For Linux, also for old ones.</source>
        <translation>Für Linux, auch für altes.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="111" />
        <source>For Linux. Without a journal.</source>
        <translation>Für Linux. Ohne Journal.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="112" />
        <source>For Linux, Windows and macOS.</source>
        <translation>Für Linux, Windows und macOS.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="113" />
        <source>For everything, but no file in it can have 4 GiB or more.</source>
        <translation>Für alles, aber keine Datei darin kann 4 GiB oder mehr haben.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="114" />
        <source>For Windows and Linux.</source>
        <translation>Für Windows und Linux.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="115" />
        <source>For Linux. Keeps checksums of all data.</source>
        <translation>Für Linux. Bewahrt Prüfsummen aller Daten.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="116" />
        <source>For Linux. Made for large volumes.</source>
        <translation>Für Linux. Für große Volumes gemacht.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="117" />
        <source>Nothing can be stored in it before it has a file system.</source>
        <translation>Ohne Dateisystem lässt sich nichts darin speichern.</translation>
    </message>
</context><context>
    <name>ForgetDialog</name>
    <message>
        <location filename="../keys/keyring.py" line="78" />
        <source>Forget it in the keyring</source>
        <translation>Aus dem Schlüsselbund entfernen</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="79" />
        <source>&amp;Forget</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="88" />
        <source>&amp;Lose all that is in the volume</source>
        <translation>&amp;Alles verlieren, was im Volume ist</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="90" />
        <source>Also what the header does not &amp;speak of</source>
        <translation>Auch, was der Header nicht &amp;nennt</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="91" />
        <source>A copy of this volume, or its header before a restore, may still need it.</source>
        <translation>Eine Kopie dieses Volumes oder ein wiederhergestellter Header kann es noch brauchen.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="100" />
        <source>Only the keyring opens the volume. Without it, all that is in the volume is lost for ever.</source>
        <translation>Nur der Schlüsselbund öffnet das Volume. Ohne ihn ist alles darin für immer verloren.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="103" />
        <source>The keyring opens the volume no more, and its keyslot is removed. These stay: {left}.</source>
        <translation>Der Schlüsselbund öffnet das Volume nicht mehr, und sein Schlüsselfach wird entfernt. Es bleiben: {left}.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="106" />
        <source>The passphrase is removed from the keyring. It still opens the volume.</source>
        <translation>Die Passphrase wird aus dem Schlüsselbund entfernt. Das Volume öffnet sie weiterhin.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="116" />
        <source>Waiting for the keyring…</source>
        <translation>Warten auf den Schlüsselbund …</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="127" />
        <source>The keyring opens the volume no more.</source>
        <translation>Der Schlüsselbund öffnet das Volume nicht mehr.</translation>
    </message>
</context><context>
    <name>GiveUpQuestion</name>
    <message>
        <location filename="../leaving.py" line="54" />
        <source>Give it up?</source>
        <translation>Abbrechen?</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="56" />
        <source>If you give it up now, nothing of it is kept.</source>
        <translation>Beim Abbrechen bleibt nichts davon erhalten.</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="57" />
        <source>&amp;Go on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="57" />
        <source>Give it &amp;up</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context><context>
    <name>HeaderPage</name>
    <message>
        <location filename="../keys/header_page.py" line="34" />
        <source>&amp;Back up…</source>
        <translation>&amp;Sichern …</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="35" />
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen …</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="36" />
        <source>&amp;Check</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="37" />
        <source>Re&amp;pair…</source>
        <translation>&amp;Reparieren …</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="44" />
        <source>Automatic b&amp;ackups</source>
        <translation>&amp;Automatische Sicherungen</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="78" />
        <location filename="../keys/header_page.py" line="46" />
        <source>None yet. One is made before each change.</source>
        <translation>Noch keine. Vor jeder Änderung wird eine angelegt.</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="47" />
        <source>Re&amp;store this one…</source>
        <translation>&amp;Diese wiederherstellen …</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="50" />
        <source>Remo&amp;ve…</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="56" />
        <source>The header holds all that opens the volume. If it is lost, so is the volume.</source>
        <translation>Im Header steht alles, was das Volume öffnet. Geht er verloren, ist auch das Volume verloren.</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="83" />
        <source>None is known of.</source>
        <translation>Es ist keine bekannt.</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="123" />
        <source>Checking the header…</source>
        <translation>Header wird geprüft …</translation>
    </message>
</context><context>
    <name>KeyfileList</name>
    <message>
        <location filename="../widgets/keyfiles.py" line="73" />
        <source>Files can be dropped here.</source>
        <translation>Dateien können hierher gezogen werden.</translation>
    </message>
    <message>
        <location filename="../widgets/keyfiles.py" line="76" />
        <source>Add key files</source>
        <translation>Schlüsseldateien hinzufügen</translation>
    </message>
    <message>
        <location filename="../widgets/keyfiles.py" line="77" />
        <source>Remove the key file from the list</source>
        <translation>Die Schlüsseldatei aus der Liste entfernen</translation>
    </message>
    <message>
        <location filename="../widgets/keyfiles.py" line="135" />
        <source>Only {most} key files are listed; {left} were left out.</source>
        <translation>Nur {most} Schlüsseldateien stehen in der Liste; {left} blieben weg.</translation>
    </message>
</context><context>
    <name>KeyringCard</name>
    <message>
        <location filename="../keys/cards.py" line="147" />
        <source>Desktop keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="152" />
        <source>Does not open this volume.</source>
        <translation>Öffnet dieses Volume nicht.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="154" />
        <source>It cannot be asked now. {reason}</source>
        <translation>Er lässt sich jetzt nicht fragen. {reason}</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="156" />
        <source>The passphrase is remembered until the screen is locked.</source>
        <translation>Die Passphrase bleibt gemerkt, bis der Bildschirm gesperrt wird.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="157" />
        <source>Let the desktop keyring open it</source>
        <translation>Vom Schlüsselbund öffnen lassen</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="158" />
        <source>Let it &amp;open the volume…</source>
        <translation>Das Volume ö&amp;ffnen lassen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="161" />
        <source>&amp;Forget…</source>
        <translation>&amp;Vergessen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="161" />
        <source>Forget it in the desktop keyring</source>
        <translation>Aus dem Schlüsselbund entfernen</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="165" />
        <source> (keyslot {number})</source>
        <translation> (Schlüsselfach {number})</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="167" />
        <source>Left over: the keyring has a key{where} of which the header does not speak.</source>
        <translation>Übrig: Der Schlüsselbund hat einen Schlüssel{where}, den der Header nicht nennt.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="171" />
        <source>Ready: the keyring opens the volume{where}. The key lies in your keyring on this computer.</source>
        <translation>Bereit: Der Schlüsselbund öffnet das Volume{where}. Der Schlüssel liegt im Schlüsselbund auf diesem Rechner.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="174" />
        <source>Locked: the keyring opens the volume{where} once you have unlocked the keyring.</source>
        <translation>Gesperrt: Ist der Schlüsselbund entsperrt, öffnet er das Volume{where}.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="175" />
        <source>Missing: the header names a key{where} that your keyring does not have.</source>
        <translation>Fehlt: Der Header nennt einen Schlüssel{where}, den der Schlüsselbund nicht hat.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="176" />
        <source>The keyring that has the key{where} does not run.</source>
        <translation>Der Schlüsselbund mit dem Schlüssel{where} läuft nicht.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="177" />
        <source>Left over: another program has removed the keyslot that the keyring opened.</source>
        <translation>Übrig: Ein anderes Programm hat das Schlüsselfach entfernt, das der Schlüsselbund öffnete.</translation>
    </message>
</context><context>
    <name>KeysPage</name>
    <message>
        <location filename="../keys/page.py" line="32" />
        <source>&amp;Add a passphrase…</source>
        <translation>Passphrase hin&amp;zufügen …</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="33" />
        <source>Add a &amp;security key…</source>
        <translation>&amp;Sicherheitsschlüssel …</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="34" />
        <source>&amp;Recovery key…</source>
        <translation>&amp;Wiederherstellungsschlüssel …</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="35" />
        <source>&amp;Test…</source>
        <translation>&amp;Testen …</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="42" />
        <source>What opens the volume</source>
        <translation>Was das Volume öffnet</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="50" />
        <source>Reading the header…</source>
        <translation>Der Header wird gelesen …</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="59" />
        <source>There is no header with keyslots here.</source>
        <translation>Hier ist kein Header mit Schlüsselfächern.</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="62" />
        <source>What opens this volume can only be changed by the system that made it.</source>
        <translation>Was dieses Volume öffnet, kann nur das System ändern, das es angelegt hat.</translation>
    </message>
</context><context>
    <name>KeysWindow</name>
    <message>
        <location filename="../keys/window.py" line="85" />
        <source>Keys of {name}</source>
        <translation>Schlüssel von {name}</translation>
    </message>
    <message>
        <location filename="../keys/window.py" line="94" />
        <source>&amp;Keys</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <location filename="../keys/window.py" line="95" />
        <source>&amp;Header</source>
        <translation>&amp;Header</translation>
    </message>
    <message>
        <location filename="../keys/window.py" line="187" />
        <source>The recovery key was not kept. It was taken back, and opens nothing.</source>
        <translation>Der Wiederherstellungsschlüssel wurde nicht aufbewahrt. Er ist zurückgenommen und öffnet nichts.</translation>
    </message>
    <message>
        <location filename="../keys/window.py" line="251" />
        <source>The volume is open. Its keys can be changed meanwhile, its files stay as they are.</source>
        <translation>Das Volume ist offen. Seine Schlüssel können trotzdem geändert werden, seine Dateien bleiben, wie sie sind.</translation>
    </message>
</context><context>
    <name>KeyslotCard</name>
    <message>
        <location filename="../keys/cards.py" line="95" />
        <source>Change keyslot {number}</source>
        <translation>Schlüsselfach {number} ändern</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="96" />
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="97" />
        <source>Remove keyslot {number}</source>
        <translation>Schlüsselfach {number} entfernen</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="98" />
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="101" />
        <source>Name and priority…</source>
        <translation>Name und Rang …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="103" />
        <source>Test the recovery key…</source>
        <translation>Wiederherstellungsschlüssel testen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="105" />
        <source>Test a passphrase…</source>
        <translation>Eine Passphrase testen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="107" />
        <source>Cost of guessing…</source>
        <translation>Aufwand beim Erraten …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="108" />
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="110" />
        <source>More for keyslot {number}</source>
        <translation>Mehr zu Schlüsselfach {number}</translation>
    </message>
</context><context>
    <name>KindPage</name>
    <message>
        <location filename="../create/kind.py" line="22" />
        <source>What kind of volume?</source>
        <translation>Was für ein Volume?</translation>
    </message>
    <message>
        <location filename="../create/kind.py" line="28" />
        <source>&amp;LUKS2 (recommended)</source>
        <translation>&amp;LUKS2 (empfohlen)</translation>
    </message>
    <message>
        <location filename="../create/kind.py" line="29" />
        <source>The format of Linux; several passphrases can open it, and they can be changed any time.</source>
        <translation>Das Format von Linux. Mehrere Passphrasen können es öffnen, und sie lassen sich jederzeit ändern.</translation>
    </message>
    <message>
        <location filename="../create/kind.py" line="33" />
        <source>&amp;VeraCrypt</source>
        <translation>&amp;VeraCrypt</translation>
    </message>
    <message>
        <location filename="../create/kind.py" line="34" />
        <source>For Windows and macOS too, where the program VeraCrypt opens it.</source>
        <translation>Auch für Windows und macOS, wo es das Programm VeraCrypt öffnet.</translation>
    </message>
    <message>
        <location filename="../create/kind.py" line="38" />
        <source>&amp;Hidden VeraCrypt volume</source>
        <translation>Ve&amp;rstecktes VeraCrypt-Volume</translation>
    </message>
    <message>
        <location filename="../create/kind.py" line="39" />
        <source>A second volume inside a VeraCrypt volume that you have; nobody can tell that it is there.</source>
        <translation>Ein zweites Volume in einem vorhandenen VeraCrypt-Volume. Niemand kann erkennen, dass es da ist.</translation>
    </message>
</context><context>
    <name>LastResort</name>
    <message>
        <location filename="../last_resort.py" line="43" />
        <source>A mistake in the program</source>
        <translation>Ein Fehler im Programm</translation>
    </message>
    <message>
        <location filename="../last_resort.py" line="44" />
        <source>Something went wrong in the window. What is open stays open. Please report it.</source>
        <translation>Im Fenster ging etwas schief. Was offen ist, bleibt offen. Bitte melden Sie es.</translation>
    </message>
</context><context>
    <name>LeaveQuestion</name>
    <message>
        <location filename="../leaving.py" line="33" />
        <source>Quit Vault?</source>
        <translation>Vault beenden?</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="36" />
        <source>If you quit now, this is given up. Open volumes stay open.</source>
        <translation>Beim Beenden wird das abgebrochen. Offene Volumes bleiben offen.</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="37" />
        <source>&amp;Go on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="37" />
        <source>Give up and &amp;quit</source>
        <translation>Abbrechen und &amp;beenden</translation>
    </message>
</context><context>
    <name>MainWindow</name>
    <message>
        <location filename="../main_window.py" line="43" />
        <location filename="../main_window.py" line="39" />
        <source>Volumes</source>
        <translation>Volumes</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="103" />
        <source>No volumes yet: make a new one, or open one that you have. You can drop it here, too.</source>
        <translation>Noch keine Volumes: ein neues anlegen oder ein vorhandenes öffnen. Es kann auch hierher gezogen werden.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="120" />
        <source>Mor&amp;e</source>
        <translation>&amp;Mehr</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="186" />
        <source>The favourites cannot be read.</source>
        <translation>Die Favoriten sind nicht lesbar.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="203" />
        <source>What is open cannot be told now; it is tried again in a few seconds.</source>
        <translation>Was offen ist, lässt sich gerade nicht feststellen; in einigen Sekunden folgt ein neuer Versuch.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="213" />
        <source>All volumes are dismounted.</source>
        <translation>Alle Volumes sind ausgehängt.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="215" />
        <source>Some volumes are still open.</source>
        <translation>Einige Volumes sind noch offen.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="220" />
        <source>A command that has keys is still running.</source>
        <translation>Ein Befehl, der Schlüssel hat, läuft noch.</translation>
    </message>
</context><context>
    <name>Mounting</name>
    <message>
        <location filename="../dialogs/mounting.py" line="72" />
        <source>Nothing that is remembered opens the volume. Type the passphrase.</source>
        <translation>Nichts Gemerktes öffnet das Volume. Bitte die Passphrase eingeben.</translation>
    </message>
    <message>
        <location filename="../dialogs/mounting.py" line="87" />
        <source>Opening the volume…</source>
        <translation>Das Volume wird geöffnet …</translation>
    </message>
    <message>
        <location filename="../dialogs/mounting.py" line="88" />
        <source>Asking the keyring…</source>
        <translation>Der Schlüsselbund wird gefragt …</translation>
    </message>
    <message>
        <location filename="../dialogs/mounting.py" line="89" />
        <source>Asking the security key…</source>
        <translation>Der Sicherheitsschlüssel wird gefragt …</translation>
    </message>
</context><context>
    <name>NewCredential</name>
    <message>
        <location filename="../keys/new.py" line="28" />
        <source>A new p&amp;assphrase</source>
        <translation>Eine neue P&amp;assphrase</translation>
    </message>
    <message>
        <location filename="../keys/new.py" line="29" />
        <source>An existing &amp;key file</source>
        <translation>Eine vorhandene &amp;Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../keys/new.py" line="33" />
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../keys/new.py" line="36" />
        <source>Key &amp;file:</source>
        <translation>Schlüssel&amp;datei:</translation>
    </message>
</context><context>
    <name>NewPassphrase</name>
    <message>
        <location filename="../widgets/strength.py" line="120" />
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="121" />
        <source>New passphrase, once more</source>
        <translation>Neue Passphrase, noch einmal</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="123" />
        <source>Use it a&amp;lthough it is very weak</source>
        <translation>&amp;Trotzdem nehmen, obwohl sie sehr schwach ist</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="125" />
        <source>Su&amp;ggest words</source>
        <translation>Wörter &amp;vorschlagen</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="127" />
        <source>Makes a passphrase of random words and shows it.</source>
        <translation>Bildet eine Passphrase aus zufälligen Wörtern und zeigt sie.</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="131" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="132" />
        <source>&amp;Once more:</source>
        <translation>N&amp;och einmal:</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="179" />
        <source>A passphrase has at most 512 bytes.</source>
        <translation>Eine Passphrase hat höchstens 512 Byte.</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="181" />
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
</context><context>
    <name>Notices</name>
    <message>
        <location filename="../notices.py" line="63" />
        <source>Vault</source>
        <translation>Vault</translation>
    </message>
    <message>
        <location filename="../notices.py" line="80" />
        <source>{name} was closed</source>
        <translation>{name} wurde geschlossen</translation>
    </message>
    <message>
        <location filename="../notices.py" line="82" />
        <source>{count} volumes were closed</source>
        <translation>{count} Volumes wurden geschlossen</translation>
    </message>
    <message>
        <location filename="../notices.py" line="86" />
        <source>{name} broke off</source>
        <translation>{name} ist abgerissen</translation>
    </message>
    <message>
        <location filename="../notices.py" line="87" />
        <source>{name} is read-only now, to protect the hidden volume</source>
        <translation>{name} ist jetzt schreibgeschützt, um das versteckte Volume zu schützen</translation>
    </message>
    <message>
        <location filename="../notices.py" line="88" />
        <source>{name} is suspended</source>
        <translation>{name} ist angehalten</translation>
    </message>
</context><context>
    <name>OpenOptionsForm</name>
    <message>
        <location filename="../widgets/open_options.py" line="126" />
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="127" />
        <source>Key files</source>
        <translation>Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="131" />
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="132" />
        <source>The passphrase for 10 minutes</source>
        <translation>Die Passphrase für 10 Minuten</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="133" />
        <source>The passphrase until I log out</source>
        <translation>Die Passphrase bis zum Abmelden</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="134" />
        <source>A key in the desktop's keyring</source>
        <translation>Einen Schlüssel im Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="137" />
        <source>What is remembered for a time is forgotten when the screen is locked, too.</source>
        <translation>Was für eine Zeit gemerkt wird, wird auch beim Sperren des Bildschirms vergessen.</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="138" />
        <source>&amp;Key file instead of the passphrase:</source>
        <translation>&amp;Schlüsseldatei statt der Passphrase:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="139" />
        <source>&amp;Key files:</source>
        <translation>&amp;Schlüsseldateien:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="140" />
        <source>P&amp;IM:</source>
        <translation>P&amp;IM:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="141" />
        <source>R&amp;emember:</source>
        <translation>Me&amp;rken:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="145" />
        <source>As the container shows</source>
        <translation>Wie der Container es zeigt</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="146" />
        <source>File with the header</source>
        <translation>Datei mit dem Header</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="147" />
        <source>Open on&amp;ly the hidden volume</source>
        <translation>N&amp;ur das versteckte Volume öffnen</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="148" />
        <source>Use the &amp;backup of the header</source>
        <translation>Die Si&amp;cherung des Headers benutzen</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="150" />
        <source>&amp;Format:</source>
        <translation>&amp;Format:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="151" />
        <source>&amp;Header in another file:</source>
        <translation>&amp;Header in anderer Datei:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="156" />
        <source>&amp;Read-only</source>
        <translation>Schrei&amp;bgeschützt</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="157" />
        <source>Folder to mount on</source>
        <translation>Ordner zum Einhängen</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="158" />
        <source>A new one in “Vaults”</source>
        <translation>Ein neuer in „Vaults“</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="160" />
        <location filename="../widgets/open_options.py" line="159" />
        <source>The best one</source>
        <translation>Der beste</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="162" />
        <source>Mo&amp;unt on:</source>
        <translation>Einhä&amp;ngen in:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="163" />
        <source>If there is no such folder, it is made, and removed after the dismount.</source>
        <translation>Gibt es diesen Ordner nicht, wird er angelegt und nach dem Aushängen wieder entfernt.</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="166" />
        <source>&amp;Decrypt with:</source>
        <translation>Entsch&amp;lüsseln durch:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="167" />
        <source>Mount &amp;with:</source>
        <translation>Einhängen &amp;durch:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="171" />
        <source>The kernel (dm-crypt)</source>
        <translation>Der Kernel (dm-crypt)</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="172" />
        <source>The kernel</source>
        <translation>Der Kernel</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="173" />
        <source>The desktop (udisks)</source>
        <translation>Der Desktop (udisks)</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="174" />
        <source>The helper of vault</source>
        <translation>Das Hilfsprogramm von vault</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="176" />
        <location filename="../widgets/open_options.py" line="175" />
        <source>FUSE</source>
        <translation>FUSE</translation>
    </message>
</context><context>
    <name>OuterPage</name>
    <message>
        <location filename="../create/outer.py" line="30" />
        <source>In which volume?</source>
        <translation>In welchem Volume?</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="31" />
        <source>A hidden volume lies where the volume around it has no files. That one is opened once.</source>
        <translation>Ein verstecktes Volume liegt dort, wo das äußere keine Dateien hat. Das äußere wird einmal geöffnet.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="32" />
        <source>VeraCrypt volume around it</source>
        <translation>Äußeres VeraCrypt-Volume</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="33" />
        <source>Its passphrase</source>
        <translation>Seine Passphrase</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="34" />
        <source>Its key files</source>
        <translation>Seine Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="36" />
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="38" />
        <source>&amp;Volume:</source>
        <translation>&amp;Volume:</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="39" />
        <source>Its &amp;passphrase:</source>
        <translation>Seine &amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="40" />
        <source>Its &amp;key files:</source>
        <translation>Seine &amp;Schlüsseldateien:</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="41" />
        <source>Its P&amp;IM:</source>
        <translation>Seine P&amp;IM:</translation>
    </message>
</context><context>
    <name>Page</name>
    <message>
        <location filename="../keys/sheet.py" line="36" />
        <source>Preview of the page</source>
        <translation>Vorschau der Seite</translation>
    </message>
</context><context>
    <name>PassphraseEdit</name>
    <message>
        <location filename="../widgets/passphrase.py" line="354" />
        <source>This was not taken: there is room for 512 characters, and it would be more.</source>
        <translation>Das wurde nicht übernommen: Platz ist für 512 Zeichen, und es wären mehr.</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="356" />
        <source>This was not taken: there is half a character in it, which nobody could type again.</source>
        <translation>Das wurde nicht übernommen: Darin ist ein halbes Zeichen, das niemand noch einmal tippen könnte.</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="358" />
        <source>Caps Lock is on.</source>
        <translation>Die Feststelltaste ist an.</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="360" />
        <source>Keyboard: {layout}.</source>
        <translation>Tastatur: {layout}.</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="362" />
        <source>Keyboard layout {number} is in use.</source>
        <translation>Tastaturbelegung {number} wird benutzt.</translation>
    </message>
</context><context>
    <name>PassphraseField</name>
    <message>
        <location filename="../widgets/passphrase.py" line="275" />
        <source>Hide the PIN</source>
        <translation>PIN verbergen</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="275" />
        <source>Show the PIN</source>
        <translation>PIN anzeigen</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="277" />
        <source>Hide the passphrase</source>
        <translation>Passphrase verbergen</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="277" />
        <source>Show the passphrase</source>
        <translation>Passphrase anzeigen</translation>
    </message>
</context><context>
    <name>PathEdit</name>
    <message>
        <location filename="../widgets/paths.py" line="51" />
        <source>Choose: {name}</source>
        <translation>Wählen: {name}</translation>
    </message>
    <message>
        <location filename="../widgets/paths.py" line="79" />
        <source>There can be no file with such a name. It was not taken.</source>
        <translation>Eine Datei mit so einem Namen kann es nicht geben. Er wurde nicht übernommen.</translation>
    </message>
</context><context>
    <name>PinQuestion</name>
    <message>
        <location filename="../widgets/pin.py" line="35" />
        <source>PIN of the security key</source>
        <translation>PIN des Sicherheitsschlüssels</translation>
    </message>
    <message>
        <location filename="../widgets/pin.py" line="37" />
        <source>PI&amp;N:</source>
        <translation>PI&amp;N:</translation>
    </message>
    <message>
        <location filename="../widgets/pin.py" line="74" />
        <source>{name} asks for its PIN.</source>
        <translation>{name} fragt nach der PIN.</translation>
    </message>
    <message>
        <location filename="../widgets/pin.py" line="76" />
        <source>This PIN is wrong.</source>
        <translation>Diese PIN ist falsch.</translation>
    </message>
    <message>
        <location filename="../widgets/pin.py" line="98" />
        <source>If the next one is wrong too, the key is blocked.</source>
        <translation>Ist auch die nächste falsch, sperrt sich der Sicherheitsschlüssel.</translation>
    </message>
    <message>
        <location filename="../widgets/pin.py" line="99" />
        <source>{left} tries are left.</source>
        <translation>Es bleiben {left} Versuche.</translation>
    </message>
</context><context>
    <name>PlacePage</name>
    <message>
        <location filename="../create/place.py" line="40" />
        <source>Where, and how large?</source>
        <translation>Wo, und wie groß?</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="46" />
        <source>File of the new volume</source>
        <translation>Datei des neuen Volumes</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="48" />
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="51" />
        <source>Reserve all of it now</source>
        <translation>Jetzt den ganzen belegen</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="51" />
        <source>Grow as it is used</source>
        <translation>Nach Bedarf wachsen</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="52" />
        <source>&amp;Overwrite it; all that is in it is lost</source>
        <translation>Übers&amp;chreiben; alles darin geht verloren</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="54" />
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="55" />
        <source>&amp;Size:</source>
        <translation>&amp;Größe:</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="57" />
        <source>Disk s&amp;pace:</source>
        <translation>&amp;Plattenplatz:</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="63" />
        <source>&amp;Make the folder</source>
        <translation>Ordner an&amp;legen</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="120" />
        <source>This name is too long. Choose a shorter one.</source>
        <translation>Dieser Name ist zu lang. Bitte einen kürzeren wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="182" />
        <source>This is a whole device. The volume takes all of it.</source>
        <translation>Das ist ein ganzes Gerät. Das Volume nimmt es vollständig ein.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="184" />
        <source>There is a file with this name already.</source>
        <translation>Es gibt schon eine Datei mit diesem Namen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="195" />
        <source>For example 500 MiB or 10 GiB.</source>
        <translation>Zum Beispiel 500 MiB oder 10 GiB.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="197" />
        <source>{size} on the device.</source>
        <translation>{size} auf dem Gerät.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="198" />
        <source>{free} are free there.</source>
        <translation>Dort sind {free} frei.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="204" />
        <source>The header takes {size} of it.</source>
        <translation>Der Header nimmt {size} davon.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="210" />
        <source>This folder does not exist. Make it first, or choose another one.</source>
        <translation>Diesen Ordner gibt es nicht. Bitte erst anlegen oder einen anderen wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="212" />
        <source>This is a folder. Add the name of the new file.</source>
        <translation>Das ist ein Ordner. Bitte den Namen der neuen Datei anfügen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="214" />
        <source>This is neither a file nor a disk. Choose another name.</source>
        <translation>Das ist weder eine Datei noch ein Datenträger. Bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="217" />
        <source>No file can be made in this folder. Choose another one.</source>
        <translation>In diesem Ordner lässt sich keine Datei anlegen. Bitte einen anderen wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="223" />
        <source>This place does not answer. Wait for it, or choose another one.</source>
        <translation>Dieser Ort antwortet nicht. Bitte auf ihn warten oder einen anderen wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="229" />
        <source>This is no size. Write a number above 0, or something like 10G.</source>
        <translation>Das ist keine Größe. Bitte eine Zahl über 0 eingeben, oder etwas wie 10G.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="233" />
        <source>Choose more than {size}, which the header alone takes.</source>
        <translation>Bitte mehr als {size} wählen, so viel nimmt allein der Header.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="236" />
        <source>Files on this file system have at most {size}.</source>
        <translation>Dateien auf diesem Dateisystem haben höchstens {size}.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="238" />
        <source>There is not so much space. Choose a smaller size or another folder.</source>
        <translation>So viel Platz ist dort nicht. Bitte eine kleinere Größe oder einen anderen Ordner wählen.</translation>
    </message>
</context><context>
    <name>Plot</name>
    <message>
        <location filename="../widgets/plot.py" line="76" />
        <source>{rate}/s</source>
        <translation>{rate}/s</translation>
    </message>
    <message>
        <location filename="../widgets/plot.py" line="77" />
        <source>the last minute</source>
        <translation>die letzte Minute</translation>
    </message>
</context><context>
    <name>PolicyPage</name>
    <message>
        <location filename="../dialogs/policy.py" line="61" />
        <source>All volumes</source>
        <translation>Alle Volumes</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="67" />
        <source>R&amp;eset all</source>
        <translation>Alles zu&amp;rücksetzen</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="68" />
        <source>Takes all that was set for it out of the settings.</source>
        <translation>Nimmt alles, was dafür eingestellt war, aus den Einstellungen.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="88" />
        <source>Polic&amp;y of:</source>
        <translation>Rege&amp;ln für:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="94" />
        <source>Vendor:product, such as 1050:0407</source>
        <translation>Hersteller:Produkt, etwa 1050:0407</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="149" />
        <source>{name} (open)</source>
        <translation>{name} (offen)</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="262" />
        <source>What is open stays open even when the screen is locked: nothing here tells of it.</source>
        <translation>Was offen ist, bleibt auch bei gesperrtem Bildschirm offen: Nichts meldet hier das Sperren.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="276" />
        <source>Some of it was said when the volume was opened, and goes before what is set here.</source>
        <translation>Einiges wurde beim Öffnen des Volumes festgelegt und geht dem vor, was hier eingestellt ist.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="278" />
        <source>Some of it is set for this volume only.</source>
        <translation>Einiges ist nur für dieses Volume eingestellt.</translation>
    </message>
</context><context>
    <name>PresentCredential</name>
    <message>
        <location filename="../keys/credential.py" line="79" />
        <source>Find out</source>
        <translation>Herausfinden</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="81" />
        <source>PIM, key &amp;derivation and key files</source>
        <translation>PIM, Schlüssel&amp;ableitung und Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="83" />
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="85" />
        <source>Use a ke&amp;y file instead</source>
        <translation>Stattdessen eine Schl&amp;üsseldatei</translation>
    </message>
</context><context>
    <name>ProbeDialog</name>
    <message>
        <location filename="../keys/probe.py" line="25" />
        <source>Test a passphrase</source>
        <translation>Eine Passphrase testen</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="26" />
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="29" />
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="31" />
        <source>Tells which keyslot a passphrase opens. Nothing is changed, and nothing is mounted.</source>
        <translation>Sagt, welches Schlüsselfach eine Passphrase öffnet. Es wird nichts geändert und nichts eingehängt.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="33" />
        <source>Tells whether a passphrase opens the volume. Nothing is changed, and nothing is mounted.</source>
        <translation>Sagt, ob eine Passphrase das Volume öffnet. Es wird nichts geändert und nichts eingehängt.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="36" />
        <source>Tells whether a passphrase opens {keyslot}. Nothing is changed, and nothing is mounted.</source>
        <translation>Sagt, ob eine Passphrase {keyslot} öffnet. Es wird nichts geändert und nichts eingehängt.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="38" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="49" />
        <source>Trying it…</source>
        <translation>Wird versucht …</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="55" />
        <source>This opens the volume.</source>
        <translation>Das öffnet das Volume.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="58" />
        <source>Keyslot {number}</source>
        <translation>Schlüsselfach {number}</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="59" />
        <source>{keyslot} opens with this.</source>
        <translation>{keyslot} lässt sich damit öffnen.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="65" />
        <source>This opens no keyslot.</source>
        <translation>Das öffnet kein Schlüsselfach.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="65" />
        <source>This opens nothing.</source>
        <translation>Das öffnet nichts.</translation>
    </message>
</context><context>
    <name>ProtectionForm</name>
    <message>
        <location filename="../widgets/protection.py" line="23" />
        <source>Protect the hidden &amp;volume in it</source>
        <translation>Das &amp;versteckte Volume darin schützen</translation>
    </message>
    <message>
        <location filename="../widgets/protection.py" line="24" />
        <source>What is written to the outer volume cannot damage it then.</source>
        <translation>Was in das äußere Volume geschrieben wird, kann es dann nicht beschädigen.</translation>
    </message>
    <message>
        <location filename="../widgets/protection.py" line="27" />
        <source>Passphrase of the hidden volume</source>
        <translation>Passphrase des versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/protection.py" line="28" />
        <source>Key files of the hidden volume</source>
        <translation>Schlüsseldateien des versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/protection.py" line="30" />
        <source>PIM of the hidden volume</source>
        <translation>PIM des versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/protection.py" line="32" />
        <source>Its passphrase:</source>
        <translation>Seine Passphrase:</translation>
    </message>
    <message>
        <location filename="../widgets/protection.py" line="33" />
        <source>Its key files:</source>
        <translation>Seine Schlüsseldateien:</translation>
    </message>
    <message>
        <location filename="../widgets/protection.py" line="34" />
        <source>Its PIM:</source>
        <translation>Seine PIM:</translation>
    </message>
</context><context>
    <name>ProveDialog</name>
    <message>
        <location filename="../keys/prove.py" line="22" />
        <source>Test the recovery key</source>
        <translation>Wiederherstellungsschlüssel testen</translation>
    </message>
    <message>
        <location filename="../keys/prove.py" line="23" />
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <location filename="../keys/prove.py" line="26" />
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <location filename="../keys/prove.py" line="28" />
        <source>Type the key from the paper. Capitals, blanks and dashes do not matter. Nothing is changed.</source>
        <translation>Den Schlüssel vom Papier abtippen. Großbuchstaben, Leerzeichen und Striche spielen keine Rolle. Es wird nichts geändert.</translation>
    </message>
    <message>
        <location filename="../keys/prove.py" line="30" />
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../keys/prove.py" line="32" />
        <source>&amp;Recovery key:</source>
        <translation>&amp;Wiederherstellungsschlüssel:</translation>
    </message>
    <message>
        <location filename="../keys/prove.py" line="45" />
        <source>Trying it…</source>
        <translation>Wird versucht …</translation>
    </message>
    <message>
        <location filename="../keys/prove.py" line="54" />
        <source>The recovery key is right: it opens keyslot {number}.</source>
        <translation>Der Wiederherstellungsschlüssel stimmt: Er öffnet Schlüsselfach {number}.</translation>
    </message>
    <message>
        <location filename="../keys/prove.py" line="60" />
        <source>This is not the recovery key of this volume.</source>
        <translation>Das ist nicht der Wiederherstellungsschlüssel dieses Volumes.</translation>
    </message>
</context><context>
    <name>RecoveryDialog</name>
    <message>
        <location filename="../keys/recovery.py" line="41" />
        <location filename="../keys/recovery.py" line="31" />
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="113" />
        <location filename="../keys/recovery.py" line="32" />
        <source>&amp;Make the key</source>
        <translation>Schlüssel &amp;erzeugen</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="34" />
        <source>A recovery key is a long random key on paper. It opens the volume when the passphrase is lost, and is shown only once.</source>
        <translation>Ein Wiederherstellungsschlüssel ist ein langer zufälliger Schlüssel auf Papier. Er öffnet das Volume, wenn die Passphrase verloren ist, und wird nur einmal gezeigt.</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="39" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="42" />
        <source>New PDF file</source>
        <translation>Neue PDF-Datei</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="44" />
        <source>&amp;Title of the page:</source>
        <translation>&amp;Titel der Seite:</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="47" />
        <source>Also save the page as a PDF file</source>
        <translation>Die Seite auch als PDF-Datei speichern</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="70" />
        <source>Making the key…</source>
        <translation>Der Schlüssel wird erzeugt …</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="83" />
        <source>Print this page or write the key down now: it is kept nowhere else. If you close this window without keeping it, the key is taken back and opens nothing.</source>
        <translation>Diese Seite jetzt drucken oder den Schlüssel aufschreiben: Er wird nirgends sonst aufbewahrt. Wird das Fenster vorher geschlossen, wird der Schlüssel zurückgenommen und öffnet nichts.</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="89" />
        <source>I have &amp;kept it</source>
        <translation>Ist auf&amp;bewahrt</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="101" />
        <source>Keyslot {number} opens with the recovery key.</source>
        <translation>Schlüsselfach {number} lässt sich mit dem Wiederherstellungsschlüssel öffnen.</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="115" />
        <source>This does not open the volume.</source>
        <translation>Das öffnet das Volume nicht.</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="121" />
        <source>Making the key broke off while it was shown. A keyslot may open with it all the same: keep this key, or close this window and remove that keyslot from the list.</source>
        <translation>Das Erzeugen brach ab, während der Schlüssel gezeigt wurde. Vielleicht öffnet er trotzdem ein Schlüsselfach: Bitte den Schlüssel aufbewahren, oder dieses Fenster schließen und das Schlüsselfach aus der Liste entfernen.</translation>
    </message>
</context><context>
    <name>RemoveDialog</name>
    <message>
        <location filename="../keys/remove.py" line="29" />
        <source>Remove keyslot {number}</source>
        <translation>Schlüsselfach {number} entfernen</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="30" />
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="31" />
        <source>&amp;Passphrase of another keyslot:</source>
        <translation>&amp;Passphrase eines anderen Schlüsselfachs:</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="38" />
        <source>{keyslot} is the last one that opens the volume. Without it, all that is in the volume is lost for ever, unless you have a backup of the header.</source>
        <translation>{keyslot} ist das letzte, das das Volume öffnet. Ohne es ist alles im Volume für immer verloren, wenn es keine Sicherung des Headers gibt.</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="43" />
        <source>&amp;Lose all that is in the volume</source>
        <translation>&amp;Alles verlieren, was im Volume ist</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="45" />
        <source>{keyslot} ({kind}) will open the volume no more. These stay: {left}.</source>
        <translation>{keyslot} ({kind}) öffnet das Volume dann nicht mehr. Es bleiben: {left}.</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="48" />
        <source>Remove it &amp;without this proof</source>
        <translation>&amp;Ohne diese Prüfung entfernen</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="49" />
        <source>Only if you are sure that you can open one of those that stay.</source>
        <translation>Nur, wenn sich sicher eines der bleibenden öffnen lässt.</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="62" />
        <source>Overwriting the keyslot…</source>
        <translation>Das Schlüsselfach wird überschrieben …</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="74" />
        <source>Keyslot {number} was removed.</source>
        <translation>Schlüsselfach {number} wurde entfernt.</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="79" />
        <source>This opens none of the keyslots that stay.</source>
        <translation>Das öffnet keines der Schlüsselfächer, die bleiben.</translation>
    </message>
</context><context>
    <name>RenameDialog</name>
    <message>
        <location filename="../keys/rename.py" line="24" />
        <source>Keyslot {number}</source>
        <translation>Schlüsselfach {number}</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="25" />
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="33" />
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="34" />
        <source>&amp;When it is tried:</source>
        <translation>&amp;Wann es versucht wird:</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="44" />
        <source>Writing the name…</source>
        <translation>Der Name wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="46" />
        <source>Writing the priority…</source>
        <translation>Der Rang wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="56" />
        <location filename="../keys/rename.py" line="49" />
        <source>Keyslot {number} was changed.</source>
        <translation>Schlüsselfach {number} wurde geändert.</translation>
    </message>
</context><context>
    <name>RepairDialog</name>
    <message>
        <location filename="../keys/repair.py" line="24" />
        <source>Repair the header</source>
        <translation>Header reparieren</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="29" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="33" />
        <source>Only the passphrase tells this header from noise.</source>
        <translation>Nur die Passphrase unterscheidet diesen Header von Zufallsdaten.</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="48" />
        <source>Looking at the header…</source>
        <translation>Der Header wird untersucht …</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="50" />
        <source>Repairing the header…</source>
        <translation>Der Header wird repariert …</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="68" />
        <source>&amp;Check</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="73" />
        <source>The header was repaired. What was there before is kept as an automatic backup.</source>
        <translation>Der Header wurde repariert. Was vorher da war, bleibt als automatische Sicherung erhalten.</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="77" />
        <source>This is what will be written:</source>
        <translation>Das wird geschrieben:</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="80" />
        <source>&amp;Repair</source>
        <translation>&amp;Reparieren</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="89" />
        <source>This opens neither copy of the header.</source>
        <translation>Das öffnet keine der beiden Kopien des Headers.</translation>
    </message>
    <message>
        <location filename="../keys/repair.py" line="92" />
        <source>Dismount the volume first: the header of an open one is not repaired.</source>
        <translation>Bitte zuerst das Volume aushängen: Der Header eines offenen wird nicht repariert.</translation>
    </message>
</context><context>
    <name>RestoreDialog</name>
    <message>
        <location filename="../keys/restore.py" line="30" />
        <source>Restore the header</source>
        <translation>Header wiederherstellen</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="31" />
        <source>The header that is there is kept as an automatic backup.</source>
        <translation>Der jetzige Header bleibt als automatische Sicherung erhalten.</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="32" />
        <source>From the copy at the &amp;end of the container</source>
        <translation>Aus der Kopie am &amp;Ende des Containers</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="34" />
        <source>Backup of the header</source>
        <translation>Sicherung des Headers</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="37" />
        <source>&amp;Backup:</source>
        <translation>&amp;Sicherung:</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="39" />
        <source>&amp;Take it although it may not be of this container</source>
        <translation>&amp;Nehmen, obwohl sie vielleicht nicht von diesem Container ist</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="40" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="64" />
        <source>Comparing both…</source>
        <translation>Beide werden verglichen …</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="67" />
        <source>Writing the header…</source>
        <translation>Der Header wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="95" />
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="95" />
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="100" />
        <source>The header was restored. What was there before is kept as an automatic backup.</source>
        <translation>Der Header wurde wiederhergestellt. Was vorher da war, bleibt als automatische Sicherung erhalten.</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="113" />
        <source>This does not open the header in the backup.</source>
        <translation>Das öffnet den Header in der Sicherung nicht.</translation>
    </message>
</context><context>
    <name>RoomPage</name>
    <message>
        <location filename="../create/outer.py" line="78" />
        <source>How large?</source>
        <translation>Wie groß?</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="81" />
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="83" />
        <source>&amp;Size:</source>
        <translation>&amp;Größe:</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="85" />
        <source>&amp;Make it although this is so</source>
        <translation>&amp;Trotzdem anlegen</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="102" />
        <source>It can have {size} at most.</source>
        <translation>Es kann höchstens {size} haben.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="106" />
        <source>Nobody can tell where the files of the volume around it lie. They may be overwritten.</source>
        <translation>Wo die Dateien des äußeren Volumes liegen, lässt sich nicht feststellen. Sie könnten überschrieben werden.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="110" />
        <source>The volume around it was not filled with random data. It shows that there is a hidden volume.</source>
        <translation>Das äußere Volume wurde nicht mit Zufallsdaten gefüllt. Es verrät, dass es ein verstecktes Volume gibt.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="139" />
        <source>This is no size. Write a number above 0, or something like 200M.</source>
        <translation>Das ist keine Größe. Bitte eine Zahl über 0 eingeben, oder etwas wie 200M.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="141" />
        <source>The volume around it has not so much room.</source>
        <translation>So viel Platz hat das äußere Volume nicht.</translation>
    </message>
</context><context>
    <name>RowForm</name>
    <message>
        <location filename="../widgets/rows.py" line="29" />
        <source>{name}:</source>
        <translation>{name}:</translation>
    </message>
</context><context>
    <name>SecurityKeyDialog</name>
    <message>
        <location filename="../keys/security_key.py" line="35" />
        <source>Add a security key</source>
        <translation>Sicherheitsschlüssel hinzufügen</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="196" />
        <location filename="../keys/security_key.py" line="36" />
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="38" />
        <source>A security key (FIDO2) opens the volume when it is plugged in. What opens the volume now goes on opening it. The key is touched up to three times for this.</source>
        <translation>Ein eingesteckter Sicherheitsschlüssel (FIDO2) öffnet das Volume. Was das Volume bisher öffnet, öffnet es auch weiterhin. Dafür ist er bis zu drei Mal zu berühren.</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="45" />
        <source>Ask for the P&amp;IN of the key each time</source>
        <translation>Jedes Mal nach der P&amp;IN fragen</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="46" />
        <source>Ask for a &amp;touch each time</source>
        <translation>Jedes Mal berühren &amp;lassen</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="50" />
        <source>Prese&amp;nt passphrase:</source>
        <translation>&amp;Jetzige Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="53" />
        <source>For you, such as “the blue one”</source>
        <translation>Zum Beispiel „der blaue“</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="67" />
        <source>Looking for security keys…</source>
        <translation>Sicherheitsschlüssel werden gesucht …</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="72" />
        <source>Security &amp;key:</source>
        <translation>&amp;Sicherheitsschlüssel:</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="73" />
        <source>Na&amp;me:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="116" />
        <source>Asking the security key…</source>
        <translation>Der Sicherheitsschlüssel wird gefragt …</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="157" />
        <source>No security key can be used here.</source>
        <translation>Sicherheitsschlüssel lassen sich hier nicht benutzen.</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="168" />
        <source>Plug in the security key.</source>
        <translation>Bitte den Sicherheitsschlüssel einstecken.</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="184" />
        <source>This key has no PIN.</source>
        <translation>Dieser Schlüssel hat keine PIN.</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="186" />
        <source>Whoever has the key opens the volume.</source>
        <translation>Wer den Schlüssel hat, öffnet das Volume.</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="196" />
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="201" />
        <source>The security key opens the volume with keyslot {number}.</source>
        <translation>Der Sicherheitsschlüssel öffnet das Volume mit Schlüsselfach {number}.</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="207" />
        <source>The security key was not added.</source>
        <translation>Der Sicherheitsschlüssel wurde nicht hinzugefügt.</translation>
    </message>
    <message>
        <location filename="../keys/security_key.py" line="209" />
        <source>The present passphrase does not open the volume.</source>
        <translation>Die bisherige Passphrase öffnet das Volume nicht.</translation>
    </message>
</context><context>
    <name>SelectableLabel</name>
    <message>
        <location filename="../widgets/selectable.py" line="58" />
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context><context>
    <name>SettingsDialog</name>
    <message>
        <location filename="../dialogs/settings.py" line="25" />
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="30" />
        <source>&amp;General</source>
        <translation>Allge&amp;mein</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="31" />
        <source>&amp;Closing by itself</source>
        <translation>&amp;Von selbst schließen</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="32" />
        <source>&amp;Agent</source>
        <translation>&amp;Agent</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="62" />
        <source>Stay in the &amp;panel</source>
        <translation>In der &amp;Leiste bleiben</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="63" />
        <source>Closing the last window leaves an icon, where the desktop has a place for it.</source>
        <translation>Nach dem letzten Fenster bleibt ein Symbol, wo der Desktop einen Platz dafür hat.</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="67" />
        <source>&amp;Notify me</source>
        <translation>&amp;Benachrichtigen</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="68" />
        <source>Says that a volume was closed, or broke off, while no window is open.</source>
        <translation>Sagt, dass ein Volume geschlossen wurde oder abgerissen ist, während kein Fenster offen ist.</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="72" />
        <source>&amp;Open the folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="73" />
        <source>Shows the files of a volume in the file manager once it is mounted.</source>
        <translation>Zeigt die Dateien eines Volumes im Dateimanager, sobald es eingehängt ist.</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="77" />
        <source>&amp;Remember recent volumes</source>
        <translation>&amp;Zuletzt geöffnete merken</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="78" />
        <source>Without this the list is cleared, and volumes are listed only while they are open.</source>
        <translation>Sonst wird die Liste geleert, und Volumes stehen nur darin, solange sie offen sind.</translation>
    </message>
</context><context>
    <name>SheetView</name>
    <message>
        <location filename="../keys/sheet.py" line="88" />
        <source>P&amp;rint…</source>
        <translation>&amp;Drucken …</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="91" />
        <source>&amp;Enlarge the page</source>
        <translation>Blatt &amp;vergrößern</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="145" />
        <source>Group {number}: {letters}</source>
        <translation>Gruppe {number}: {letters}</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="154" />
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="156" />
        <source>The print dialog may take a while to open. It closes with this window.</source>
        <translation>Der Druckdialog öffnet sich vielleicht erst nach einer Weile. Er schließt sich mit diesem Fenster.</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="166" />
        <source>The page was sent to the printer, which may keep a copy.</source>
        <translation>Die Seite wurde an den Drucker geschickt, der eine Kopie behalten kann.</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="169" />
        <source>The page is saved in a file that is as secret as the key. Delete it once printed.</source>
        <translation>Die Seite steht in einer Datei, die so geheim ist wie der Schlüssel. Nach dem Drucken sollte sie gelöscht werden.</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="177" />
        <source>It could not be printed. Try again, or write the key down.</source>
        <translation>Das Drucken ist nicht gelungen. Bitte noch einmal versuchen oder den Schlüssel aufschreiben.</translation>
    </message>
</context><context>
    <name>SizeEdit</name>
    <message>
        <location filename="../widgets/sizes.py" line="29" />
        <source>A number, or a number with its unit such as 10G.</source>
        <translation>Eine Zahl, oder eine Zahl mit ihrer Einheit wie 10G.</translation>
    </message>
    <message>
        <location filename="../widgets/sizes.py" line="33" />
        <source>Unit of the size</source>
        <translation>Einheit der Größe</translation>
    </message>
</context><context>
    <name>StrengthMeter</name>
    <message>
        <location filename="../widgets/strength.py" line="46" />
        <source>Strength of the passphrase</source>
        <translation>Stärke der Passphrase</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="71" />
        <source>Strength: –</source>
        <translation>Stärke: –</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="75" />
        <source>A few random words are easy to remember and hard to guess.</source>
        <translation>Ein paar zufällige Wörter sind leicht zu merken und schwer zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="97" />
        <source>Strength: {word}</source>
        <translation>Stärke: {word}</translation>
    </message>
</context><context>
    <name>Structure</name>
    <message>
        <location filename="../widgets/structure.py" line="168" />
        <source>Structure of the container</source>
        <translation>Aufbau des Containers</translation>
    </message>
</context><context>
    <name>Suggestion</name>
    <message>
        <location filename="../widgets/suggestion.py" line="22" />
        <source>&amp;Use this</source>
        <translation>Diese ben&amp;utzen</translation>
    </message>
    <message>
        <location filename="../widgets/suggestion.py" line="41" />
        <source>Chosen at random, with a strength of {bits} bits.</source>
        <translation>Zufällig gewählt, mit einer Stärke von {bits} Bit.</translation>
    </message>
    <message>
        <location filename="../widgets/suggestion.py" line="49" />
        <source>This is the passphrase now. Remember it, or write it down before you go on.</source>
        <translation>Das ist jetzt die Passphrase. Vor dem Weitermachen einprägen oder aufschreiben.</translation>
    </message>
</context><context>
    <name>SummaryPage</name>
    <message>
        <location filename="../create/summary.py" line="29" />
        <source>This will be made</source>
        <translation>Das wird angelegt</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="33" />
        <source>&amp;Advanced settings…</source>
        <translation>Weitere &amp;Einstellungen …</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="44" />
        <source>What is there now will be lost.</source>
        <translation>Was jetzt dort ist, geht verloren.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="55" />
        <source>A hidden volume of {size} will be made in {where}, {inside}, opened by {opened}.</source>
        <translation>In {where} wird ein verstecktes Volume von {size} angelegt, {inside}. Es öffnet sich durch {opened}.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="59" />
        <source>A VeraCrypt container of {size} will be made at {where}, {inside}, opened by {opened}.</source>
        <translation>Unter {where} wird ein VeraCrypt-Container von {size} angelegt, {inside}. Er öffnet sich durch {opened}.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="61" />
        <source>A LUKS2 container of {size} will be made at {where}, {inside}, opened by {opened}.</source>
        <translation>Unter {where} wird ein LUKS2-Container von {size} angelegt, {inside}. Er öffnet sich durch {opened}.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="66" />
        <source>with nothing in it</source>
        <translation>ohne etwas darin</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="67" />
        <source>with {filesystem} in it</source>
        <translation>mit {filesystem} darin</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="71" />
        <source>the key file {name}</source>
        <translation>die Schlüsseldatei {name}</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="73" />
        <source>your passphrase and key files</source>
        <translation>Passphrase und Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="74" />
        <source>your passphrase</source>
        <translation>die Passphrase</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="79" />
        <source>It is filled with random data first, which takes a while.</source>
        <translation>Zuerst wird er mit Zufallsdaten gefüllt, was eine Weile dauert.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="81" />
        <source>It is not filled with random data, and shows how much of it is used.</source>
        <translation>Er wird nicht mit Zufallsdaten gefüllt und verrät, wie viel davon belegt ist.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="83" />
        <source>The file takes disk space only as it is used.</source>
        <translation>Die Datei belegt Plattenplatz erst, wenn er gebraucht wird.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="87" />
        <source>Its header will be apart, in {header}; without that nothing opens it.</source>
        <translation>Sein Header steht für sich, in {header}; ohne den öffnet ihn nichts.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="89" />
        <source>If what opens it is lost or forgotten, all that is in it is lost.</source>
        <translation>Geht verloren oder wird vergessen, was es öffnet, ist alles darin verloren.</translation>
    </message>
</context><context>
    <name>Throughput</name>
    <message>
        <location filename="../widgets/throughput.py" line="49" />
        <source>Throughput of the last minute</source>
        <translation>Durchsatz der letzten Minute</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="70" />
        <source>Measuring…</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="117" />
        <source>What goes through the volume cannot be told here.</source>
        <translation>Was durch das Volume geht, lässt sich hier nicht feststellen.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="136" />
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="136" />
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="138" />
        <source>Reading and writing together</source>
        <translation>Lesen und Schreiben zusammen</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="142" />
        <source>{rate}/s</source>
        <translation>{rate}/s</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="144" />
        <source>Reading and writing {rate}.</source>
        <translation>Lesen und Schreiben {rate}.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="153" />
        <location filename="../widgets/throughput.py" line="145" />
        <source>Nothing is read or written.</source>
        <translation>Es wird nichts gelesen oder geschrieben.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="148" />
        <source>Reading {read}, writing {written}.</source>
        <translation>Lesen {read}, Schreiben {written}.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="150" />
        <source>Reading {read}, writing nothing.</source>
        <translation>Lesen {read}, kein Schreiben.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="152" />
        <source>Reading nothing, writing {written}.</source>
        <translation>Kein Lesen, Schreiben {written}.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="170" />
        <source>The volume does not answer.</source>
        <translation>Das Volume antwortet nicht.</translation>
    </message>
</context><context>
    <name>Tray</name>
    <message>
        <location filename="../tray.py" line="81" />
        <source>Open volumes: {count}</source>
        <translation>Offene Volumes: {count}</translation>
    </message>
    <message>
        <location filename="../tray.py" line="81" />
        <source>No volume is open</source>
        <translation>Kein Volume ist offen</translation>
    </message>
</context><context>
    <name>TrayMenu</name>
    <message>
        <location filename="../tray_menu.py" line="30" />
        <source>&amp;Dismount all</source>
        <translation>Alle &amp;aushängen</translation>
    </message>
    <message>
        <location filename="../tray_menu.py" line="31" />
        <source>Show &amp;window</source>
        <translation>&amp;Fenster zeigen</translation>
    </message>
    <message>
        <location filename="../tray_menu.py" line="32" />
        <source>S&amp;ettings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <location filename="../tray_menu.py" line="33" />
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <location filename="../tray_menu.py" line="56" />
        <source>&amp;Mount</source>
        <translation>E&amp;inhängen</translation>
    </message>
    <message>
        <location filename="../tray_menu.py" line="71" />
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <location filename="../tray_menu.py" line="73" />
        <source>&amp;Dismount</source>
        <translation>&amp;Aushängen</translation>
    </message>
</context><context>
    <name>UnlockDialog</name>
    <message>
        <location filename="../dialogs/unlock.py" line="56" />
        <source>Use the securit&amp;y key</source>
        <translation>S&amp;icherheitsschlüssel benutzen</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="81" />
        <source>U&amp;se the keyring</source>
        <translation>&amp;Schlüsselbund benutzen</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="114" />
        <source>Unlock {name}</source>
        <translation>{name} entsperren</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="208" />
        <source>Looking at the container…</source>
        <translation>Der Container wird untersucht …</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="230" />
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="232" />
        <source>Open &amp;folder</source>
        <translation>Ordner ö&amp;ffnen</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="234" />
        <source>&amp;Mount</source>
        <translation>&amp;Einhängen</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="236" />
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
</context><context>
    <name>VeraCryptCard</name>
    <message>
        <location filename="../keys/cards.py" line="129" />
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="132" />
        <source>This looks like a VeraCrypt volume: one passphrase opens it, with its PIM and key files. A hidden volume has one of its own.</source>
        <translation>Das sieht nach einem VeraCrypt-Volume aus: Eine Passphrase öffnet es, mit ihrer PIM und ihren Schlüsseldateien. Ein verstecktes Volume hat eine eigene.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="137" />
        <source>T&amp;est…</source>
        <translation>T&amp;esten …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="137" />
        <source>Test the passphrase</source>
        <translation>Passphrase testen</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="138" />
        <source>&amp;Change…</source>
        <translation>Ä&amp;ndern …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="138" />
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
</context><context>
    <name>VeraCryptDialog</name>
    <message>
        <location filename="../keys/veracrypt.py" line="23" />
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="24" />
        <source>C&amp;hange</source>
        <translation>Ä&amp;ndern</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="26" />
        <source>The volume that the present passphrase opens, outer or hidden, opens with the new one only. PIM and key files that are not named for the new one are not needed any more.</source>
        <translation>Das Volume, das die bisherige Passphrase öffnet, ob äußeres oder verstecktes, öffnet sich dann nur noch mit der neuen. PIM und Schlüsseldateien, die für die neue nicht genannt sind, werden nicht mehr gebraucht.</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="31" />
        <source>Prese&amp;nt passphrase:</source>
        <translation>&amp;Jetzige Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="33" />
        <source>As before</source>
        <translation>Wie bisher</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="34" />
        <source>New PIM, key deri&amp;vation and key files</source>
        <translation>Neue PIM, Schlüsselab&amp;leitung und Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="52" />
        <source>Looking for the header…</source>
        <translation>Der Header wird gesucht …</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="55" />
        <source>The volume opens with the new passphrase.</source>
        <translation>Das Volume öffnet sich mit der neuen Passphrase.</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="61" />
        <source>The present passphrase does not open the volume, with this PIM and these key files.</source>
        <translation>Die bisherige Passphrase öffnet das Volume mit dieser PIM und diesen Schlüsseldateien nicht.</translation>
    </message>
</context><context>
    <name>VeraCryptParts</name>
    <message>
        <location filename="../keys/credential.py" line="39" />
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="44" />
        <source>Key files</source>
        <translation>Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="47" />
        <source>New PI&amp;M:</source>
        <translation>Neue PI&amp;M:</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="47" />
        <source>P&amp;IM:</source>
        <translation>P&amp;IM:</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="48" />
        <source>New key d&amp;erivation:</source>
        <translation>Neue S&amp;chlüsselableitung:</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="48" />
        <source>&amp;Key derivation:</source>
        <translation>Sch&amp;lüsselableitung:</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="49" />
        <source>New key file&amp;s:</source>
        <translation>Neue Schl&amp;üsseldateien:</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="49" />
        <source>Ke&amp;y files:</source>
        <translation>Schlüssel&amp;dateien:</translation>
    </message>
</context><context>
    <name>VolumeActions</name>
    <message>
        <location filename="../listing/actions.py" line="38" />
        <source>&amp;Mount…</source>
        <translation>E&amp;inhängen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="39" />
        <source>F&amp;ind it…</source>
        <translation>Su&amp;chen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="40" />
        <source>&amp;Dismount</source>
        <translation>&amp;Aushängen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="41" />
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="42" />
        <source>De&amp;tails</source>
        <translation>De&amp;tails</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="43" />
        <source>&amp;Keys…</source>
        <translation>&amp;Schlüssel …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="45" />
        <source>O&amp;ptions…</source>
        <translation>O&amp;ptionen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="46" />
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="47" />
        <source>Remove from the &amp;list</source>
        <translation>Aus der &amp;Liste entfernen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="48" />
        <source>Dismount &amp;all</source>
        <translation>A&amp;lle aushängen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="49" />
        <source>&amp;New volume…</source>
        <translation>&amp;Neues Volume …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="50" />
        <source>&amp;Open volume…</source>
        <translation>Volume ö&amp;ffnen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="51" />
        <source>Look &amp;again</source>
        <translation>Er&amp;neut nachsehen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="52" />
        <source>&amp;Clear the recent volumes</source>
        <translation>&amp;Zuletzt geöffnete vergessen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="53" />
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="54" />
        <source>A&amp;bout Vault</source>
        <translation>Übe&amp;r Vault</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="55" />
        <source>Close the &amp;window</source>
        <translation>&amp;Fenster schließen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="56" />
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="89" />
        <source>Remove from fa&amp;vourites</source>
        <translation>Aus Fa&amp;voriten entfernen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="89" />
        <source>Add to fa&amp;vourites</source>
        <translation>Zu Fa&amp;voriten hinzufügen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="161" />
        <source>Where is {name}?</source>
        <translation>Wo ist {name}?</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="188" />
        <source>Open volume</source>
        <translation>Volume öffnen</translation>
    </message>
</context><context>
    <name>WorkLine</name>
    <message>
        <location filename="../widgets/work.py" line="34" />
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="35" />
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="80" />
        <source>Waiting for the programs that use it…</source>
        <translation>Warten auf die Programme, die es benutzen …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="90" />
        <source>Touch the security key {name}.</source>
        <translation>Bitte den Sicherheitsschlüssel {name} berühren.</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="92" />
        <source>Touch the security key {name} once more (touch {number}).</source>
        <translation>Bitte den Sicherheitsschlüssel {name} noch einmal berühren ({number}. Mal).</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="97" />
        <source>Keyslot {slot}, {kdf}</source>
        <translation>Schlüsselfach {slot}, {kdf}</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="98" />
        <source>Deriving the key… This can take some time.</source>
        <translation>Der Schlüssel wird abgeleitet … Das kann etwas dauern.</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="102" />
        <source>Making the file system {name}…</source>
        <translation>Das Dateisystem {name} wird angelegt …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="105" />
        <location filename="../widgets/work.py" line="104" />
        <source>Opening the volume…</source>
        <translation>Das Volume wird geöffnet …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="106" />
        <source>Checking the file system…</source>
        <translation>Das Dateisystem wird geprüft …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="107" />
        <source>Mounting the file system…</source>
        <translation>Das Dateisystem wird eingehängt …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="109" />
        <location filename="../widgets/work.py" line="108" />
        <source>Closing the volume…</source>
        <translation>Das Volume wird geschlossen …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="110" />
        <source>Making the key…</source>
        <translation>Der Schlüssel wird erzeugt …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="111" />
        <source>Measuring this computer…</source>
        <translation>Der Rechner wird gemessen …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="112" />
        <source>Writing the header…</source>
        <translation>Der Header wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="114" />
        <location filename="../widgets/work.py" line="113" />
        <source>Saving the header…</source>
        <translation>Header wird gesichert …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="115" />
        <source>Reading the backup…</source>
        <translation>Die Sicherung wird gelesen …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="116" />
        <source>Repairing the header…</source>
        <translation>Der Header wird repariert …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="117" />
        <source>Overwriting old keys…</source>
        <translation>Alte Schlüssel werden überschrieben …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="118" />
        <source>Filling with random data…</source>
        <translation>Mit Zufallsdaten wird gefüllt …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="127" />
        <source>Copying</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="128" />
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="129" />
        <source>Reserving space</source>
        <translation>Platz belegen</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="130" />
        <source>Overwriting old keys</source>
        <translation>Alte Schlüssel überschreiben</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="131" />
        <source>Filling with random data</source>
        <translation>Mit Zufallsdaten füllen</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="136" />
        <source>{what}: {done} of {total}</source>
        <translation>{what}: {done} von {total}</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="139" />
        <source>{rate}/s, {minutes}:{seconds:02} left</source>
        <translation>{rate}/s, noch {minutes}:{seconds:02}</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="150" />
        <source>Giving it up…</source>
        <translation>Wird abgebrochen …</translation>
    </message>
</context><context>
    <name>engine</name>
    <message>
        <location filename="../sentences.py" line="9" />
        <source>32-bit sector number</source>
        <translation>32-Bit-Sektornummer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="10" />
        <source>64-bit sector number</source>
        <translation>64-Bit-Sektornummer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="11" />
        <source>Argon2 lanes</source>
        <translation>Argon2-Bahnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="12" />
        <source>Argon2 passes</source>
        <translation>Argon2-Durchläufe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="13" />
        <source>Argon2 refuses its parameters: {0}</source>
        <translation>Argon2 lehnt seine Parameter ab: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="14" />
        <source>BitLocker volumes are only read: Windows keeps state in them that vault does not write</source>
        <translation>BitLocker-Volumes werden nur gelesen: Windows hält darin einen Zustand fest, den vault nicht schreibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="15" />
        <source>ESSIV with a cipher of small blocks is not supported</source>
        <translation>ESSIV mit einer Verschlüsselung kleiner Blöcke wird nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="16" />
        <source>FUSE shows volumes as files</source>
        <translation>FUSE zeigt Volumes als Dateien</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="17" />
        <source>FileVault 2 volumes are only read: macOS keeps state in Core Storage that vault does not write</source>
        <translation>FileVault-2-Volumes werden nur gelesen: macOS hält in Core Storage einen Zustand fest, den vault nicht schreibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="18" />
        <source>FreeOTFE volumes are only read: convert the volume to write to it</source>
        <translation>FreeOTFE-Volumes werden nur gelesen: zum Schreiben bitte das Volume umwandeln</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="19" />
        <source>GNOME Keyring, KWallet and KeePassXC offer one; or type the passphrase</source>
        <translation>GNOME Keyring, KWallet und KeePassXC bieten einen; sonst bitte die Passphrase eingeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="20" />
        <source>IVs count large sectors only where sectors are large</source>
        <translation>IVs zählen große Sektoren nur, wo die Sektoren groß sind</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="21" />
        <source>KiB of Argon2 memory</source>
        <translation>KiB Argon2-Speicher</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="22" />
        <source>KiB of Argon2 memory passes</source>
        <translation>KiB Argon2-Speicher mal Durchläufe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="23" />
        <source>LUKS with a detached header</source>
        <translation>LUKS mit getrenntem Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="24" />
        <source>LUKS1 has no place for {0}</source>
        <translation>LUKS1 hat keinen Platz dafür: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="25" />
        <source>LUKS1 has no {0} keyslots</source>
        <translation>Schlüsselfächer mit {0} gibt es bei LUKS1 nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="26" />
        <source>LUKS2 has no {0} here</source>
        <translation>{0} gibt es bei LUKS2 hier nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="27" />
        <source>New passphrase for {0}</source>
        <translation>Neue Passphrase für {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="28" />
        <source>Not authorized</source>
        <translation>Nicht berechtigt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="29" />
        <source>PBKDF2 iterations</source>
        <translation>PBKDF2-Iterationen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="30" />
        <source>PYTHON_KEYRING_BACKEND or keyringrc.cfg names it</source>
        <translation>PYTHON_KEYRING_BACKEND oder keyringrc.cfg nennt ihn</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="31" />
        <source>Passphrase for the hidden volume in {0}</source>
        <translation>Passphrase für das versteckte Volume in {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="32" />
        <source>Passphrase for the new {0}</source>
        <translation>Passphrase für das neue Volume {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="33" />
        <source>Passphrase for the outer volume {0}</source>
        <translation>Passphrase für das äußere Volume {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="34" />
        <source>Passphrase for the {0} volume {1}</source>
        <translation>Passphrase für das Volume {1} ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="35" />
        <source>Passphrase for {0}</source>
        <translation>Passphrase für {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="36" />
        <source>Passphrase of another keyslot of {0}</source>
        <translation>Passphrase eines anderen Schlüsselfachs von {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="37" />
        <source>RIPEMD-128, -256, -320, MD2; CAST6, MARS, RC6, DES, Null, XOR, Twofish with 192 bits</source>
        <translation>RIPEMD-128, -256, -320, MD2; CAST6, MARS, RC6, DES, Null, XOR, Twofish mit 192 Bit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="38" />
        <source>Recovery key for {0}</source>
        <translation>Wiederherstellungsschlüssel für {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="39" />
        <source>Recovery key of keyslot {0}</source>
        <translation>Wiederherstellungsschlüssel von Schlüsselfach {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="40" />
        <source>This passphrase is easy to guess.</source>
        <translation>Diese Passphrase ist leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="41" />
        <source>TrueCrypt header backup</source>
        <translation>Sicherung eines TrueCrypt-Headers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="42" />
        <source>TrueCrypt knows no PIM; Argon2id is not used for system encryption</source>
        <translation>TrueCrypt kennt keine PIM; Argon2id wird für die Systemverschlüsselung nicht benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="43" />
        <source>TrueCrypt volumes are opened, and never changed</source>
        <translation>TrueCrypt-Volumes werden geöffnet, aber nie geändert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="44" />
        <source>Vault credential {0}</source>
        <translation>Vault-Zugangsdaten {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="45" />
        <source>Vault volume {0}</source>
        <translation>Vault-Volume {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="46" />
        <source>Vault volume {0}, keyslot {1}</source>
        <translation>Vault-Volume {0}, Schlüsselfach {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="47" />
        <source>VeraCrypt header backup</source>
        <translation>Sicherung eines VeraCrypt-Headers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="48" />
        <source>VeraCrypt makes no volumes with the PRF {0}</source>
        <translation>VeraCrypt legt keine Volumes mit der PRF {0} an</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="49" />
        <source>VeraCrypt makes no volumes with {0}</source>
        <translation>VeraCrypt legt keine Volumes mit {0} an</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="50" />
        <source>Windows leaves its metadata behind; the file system follows when BitLocker is switched off for good</source>
        <translation>Windows hinterlässt seine Metadaten; das Dateisystem folgt, wenn BitLocker endgültig ausgeschaltet wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="51" />
        <source>a FreeOTFE key file has {0} bytes, this one has {1}</source>
        <translation>eine FreeOTFE-Schlüsseldatei hat {0} Byte, diese hat {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="52" />
        <source>a LUKS1 volume has no {0}</source>
        <translation>in einem LUKS1-Volume gibt es keine {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="53" />
        <source>a VeraCrypt volume fills its container</source>
        <translation>ein VeraCrypt-Volume füllt seinen Container</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="54" />
        <source>a VeraCrypt volume has no keyslots</source>
        <translation>ein VeraCrypt-Volume hat keine Schlüsselfächer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="55" />
        <source>a VeraCrypt volume has no keyslots, and its key derivation is said by PRF and PIM</source>
        <translation>ein VeraCrypt-Volume hat keine Schlüsselfächer, und seine Schlüsselableitung wird durch PRF und PIM angegeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="56" />
        <source>a block of the metadata has a wrong checksum</source>
        <translation>ein Block der Metadaten hat eine falsche Prüfsumme</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="57" />
        <source>a block of the metadata has the wrong type {0} or version {1}</source>
        <translation>ein Block der Metadaten hat den falschen Typ {0} oder die falsche Version {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="58" />
        <source>a changed keyslot keeps its name and its priority</source>
        <translation>ein geändertes Schlüsselfach behält seinen Namen und seinen Rang</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="59" />
        <source>a container has at least {0} bytes, a hidden volume {1}</source>
        <translation>ein Container hat mindestens {0} Byte, ein verstecktes Volume {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="60" />
        <source>a container of {0} bytes</source>
        <translation>ein Container von {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="61" />
        <source>a conversion to {0} was begun and has not ended</source>
        <translation>eine Umwandlung in {0} wurde begonnen und ist nicht beendet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="62" />
        <source>a copy of the header is not good, and udisks2 would mend it unasked</source>
        <translation>eine Kopie des Headers ist nicht in Ordnung, und udisks2 würde sie ungefragt reparieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="63" />
        <source>a credential of more than {0} bytes cannot be remembered</source>
        <translation>Zugangsdaten von mehr als {0} Byte lassen sich nicht merken</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="64" />
        <source>a credential of no use</source>
        <translation>unbrauchbare Zugangsdaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="65" />
        <source>a data set of {0} bytes is not possible</source>
        <translation>ein Datensatz von {0} Byte ist nicht möglich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="66" />
        <source>a disk or the memory of this machine may be failing, or somebody writes to the old volume</source>
        <translation>vielleicht versagt ein Datenträger oder der Speicher dieses Rechners, oder jemand schreibt in das alte Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="67" />
        <source>a flag</source>
        <translation>ein Schalter</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="68" />
        <source>a folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="69" />
        <source>a header backup has {0} bytes, not {1}</source>
        <translation>eine Header-Sicherung hat {0} Byte, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="70" />
        <source>a header backup of VeraCrypt has {0} bytes, not {1}</source>
        <translation>eine Header-Sicherung von VeraCrypt hat {0} Byte, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="71" />
        <source>a header is written at least once</source>
        <translation>ein Header wird mindestens einmal geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="72" />
        <source>a header with a hidden volume's size of {0} bytes lies at {1}</source>
        <translation>bei {1} liegt ein Header, der ein verstecktes Volume von {0} Byte angibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="73" />
        <source>a hidden volume leaves at least {0} bytes</source>
        <translation>ein verstecktes Volume lässt mindestens {0} Byte übrig</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="74" />
        <source>a hidden volume needs a size</source>
        <translation>ein verstecktes Volume braucht eine Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="75" />
        <source>a hidden volume needs a standard VeraCrypt volume around it</source>
        <translation>ein verstecktes Volume braucht ein gewöhnliches VeraCrypt-Volume um sich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="76" />
        <source>a hidden volume of {0} bytes</source>
        <translation>ein verstecktes Volume von {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="77" />
        <source>a hidden volume's header lies where the standard volume's should</source>
        <translation>wo der Header des gewöhnlichen Volumes stehen müsste, steht der eines versteckten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="78" />
        <source>a key can only be given for an unbound keyslot</source>
        <translation>ein Schlüssel lässt sich nur für ein ungebundenes Schlüsselfach angeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="79" />
        <source>a key cannot have {0} bits</source>
        <translation>ein Schlüssel kann nicht {0} Bit haben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="80" />
        <source>a key file has at most {0} bytes</source>
        <translation>eine Schlüsseldatei hat höchstens {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="81" />
        <source>a key of its own has 1 to {0} bytes, not {1}</source>
        <translation>ein eigener Schlüssel hat 1 bis {0} Byte, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="82" />
        <source>a key of {0} bytes does not fit the cipher {1}</source>
        <translation>ein Schlüssel von {0} Byte passt nicht zur Verschlüsselung {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="83" />
        <source>a key of {0} bytes does not fit {1}</source>
        <translation>ein Schlüssel von {0} Byte passt nicht zu {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="84" />
        <source>a keyslot that is gone</source>
        <translation>ein Schlüsselfach, das es nicht mehr gibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="85" />
        <source>a keyslot's name has at most {0} characters, all of them printable</source>
        <translation>der Name eines Schlüsselfachs hat höchstens {0} Zeichen, alle druckbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="86" />
        <source>a label of {0} has at most {1} bytes</source>
        <translation>eine Bezeichnung hat bei {0} höchstens {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="87" />
        <source>a label of {0} has at most {1} characters</source>
        <translation>eine Bezeichnung hat bei {0} höchstens {1} Zeichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="88" />
        <source>a logical volume of {0} bytes does not fit its {1} blocks</source>
        <translation>ein logisches Volume von {0} Byte passt nicht zu seinen {1} Blöcken</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="89" />
        <source>a luks1 volume has sectors of {0} bytes</source>
        <translation>ein LUKS1-Volume hat Sektoren von {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="90" />
        <source>a luks1 volume knows no {0}</source>
        <translation>{0} gibt es bei einem LUKS1-Volume nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="91" />
        <source>a master key of {0} bits does not fit the cipher</source>
        <translation>ein Hauptschlüssel von {0} Bit passt nicht zur Verschlüsselung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="92" />
        <source>a name</source>
        <translation>ein Name</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="93" />
        <source>a new PIM, keyfiles and a new PRF are for VeraCrypt volumes</source>
        <translation>eine neue PIM, Schlüsseldateien und eine neue PRF sind für VeraCrypt-Volumes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="94" />
        <source>a passphrase of {0} words cannot be made</source>
        <translation>eine Passphrase aus {0} Wörtern lässt sich nicht bilden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="95" />
        <source>a plain volume does not tell whether a credential is right, so none is remembered</source>
        <translation>ein plain-Volume verrät nicht, ob Zugangsdaten stimmen, deshalb werden keine gemerkt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="96" />
        <source>a plain volume has nothing that names it</source>
        <translation>ein plain-Volume hat nichts, was es benennt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="97" />
        <source>a policy has no key {0}</source>
        <translation>die Einstellung {0} gibt es nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="98" />
        <source>a process behind {0} had ended by itself: what was not synced may be lost</source>
        <translation>ein Prozess hinter {0} hatte sich von selbst beendet: Was noch nicht geschrieben war, kann verloren sein</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="99" />
        <source>a program of another user, or a mount inside it</source>
        <translation>ein Programm eines anderen Benutzers oder etwas darin Eingehängtes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="100" />
        <source>a property list of the metadata has a key where none belongs</source>
        <translation>eine Eigenschaftsliste der Metadaten hat einen Schlüssel, wo keiner hingehört</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="101" />
        <source>a property list of the metadata has a value without a key, or a key twice</source>
        <translation>eine Eigenschaftsliste der Metadaten hat einen Wert ohne Schlüssel oder einen Schlüssel zweimal</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="102" />
        <source>a property list of the metadata has an element {0}</source>
        <translation>eine Eigenschaftsliste der Metadaten hat ein Element {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="103" />
        <source>a property list of the metadata has an integer that is none</source>
        <translation>eine Eigenschaftsliste der Metadaten hat eine Ganzzahl, die keine ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="104" />
        <source>a property list of the metadata has data that is not base64</source>
        <translation>eine Eigenschaftsliste der Metadaten hat Daten, die kein Base64 sind</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="105" />
        <source>a property list of the metadata has more than values in it</source>
        <translation>eine Eigenschaftsliste der Metadaten enthält mehr als Werte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="106" />
        <source>a property list of the metadata has text between its values</source>
        <translation>eine Eigenschaftsliste der Metadaten hat Text zwischen ihren Werten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="107" />
        <source>a property list of the metadata has two values</source>
        <translation>eine Eigenschaftsliste der Metadaten hat zwei Werte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="108" />
        <source>a property list of the metadata is empty, too long or has zero bytes</source>
        <translation>eine Eigenschaftsliste der Metadaten ist leer, zu lang oder enthält Nullbytes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="109" />
        <source>a property list of the metadata is nested wrongly, or has too many values</source>
        <translation>eine Eigenschaftsliste der Metadaten ist falsch verschachtelt oder hat zu viele Werte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="110" />
        <source>a property list of the metadata is no XML: {0}</source>
        <translation>eine Eigenschaftsliste der Metadaten ist kein XML: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="111" />
        <source>a property list of the metadata is no dict</source>
        <translation>eine Eigenschaftsliste der Metadaten ist kein dict</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="112" />
        <source>a property list of the metadata lies outside its block</source>
        <translation>eine Eigenschaftsliste der Metadaten liegt außerhalb ihres Blocks</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="113" />
        <source>a property list of the metadata refers to a value that is not there</source>
        <translation>eine Eigenschaftsliste der Metadaten verweist auf einen Wert, den es nicht gibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="114" />
        <source>a salt has at most {0} bits and whole bytes, an offset is not negative</source>
        <translation>ein Salt hat höchstens {0} Bit und ganze Bytes, ein Offset ist nicht negativ</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="115" />
        <source>a secret of another size</source>
        <translation>ein Geheimnis anderer Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="116" />
        <source>a segment comes after a backup segment</source>
        <translation>ein Segment folgt auf ein Sicherungssegment</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="117" />
        <source>a size of {0} bytes is not possible</source>
        <translation>eine Größe von {0} Byte ist nicht möglich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="118" />
        <source>a string</source>
        <translation>eine Zeichenkette</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="119" />
        <source>a structure of the metadata ends before its field {0}</source>
        <translation>eine Struktur der Metadaten endet vor ihrem Feld {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="120" />
        <source>a structure of the metadata ends before its identifier</source>
        <translation>eine Struktur der Metadaten endet vor ihrer Kennung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="121" />
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="122" />
        <source>a token for a key in {0} is not made by vault</source>
        <translation>ein Token für einen Schlüssel in {0} stammt nicht von vault</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="123" />
        <source>a token says that keyslot {0} is a keyring's, and its key derivation is that of a passphrase</source>
        <translation>ein Token sagt, Schlüsselfach {0} gehöre einem Schlüsselbund, aber seine Schlüsselableitung ist die einer Passphrase</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="124" />
        <source>a veracrypt volume has no detached header</source>
        <translation>ein VeraCrypt-Volume hat keinen getrennten Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="125" />
        <source>a volume key of {0} bytes does not fit {1}</source>
        <translation>ein Volume-Schlüssel von {0} Byte passt nicht zu {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="126" />
        <source>a volume that is only read needs no protection</source>
        <translation>ein Volume, das nur gelesen wird, braucht keinen Schutz</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="127" />
        <source>a volume that is opened read-only gets no keyslot</source>
        <translation>ein schreibgeschützt geöffnetes Volume bekommt kein Schlüsselfach</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="128" />
        <source>a volume with integrity takes no discards</source>
        <translation>ein Volume mit Integritätsschutz nimmt keine Discards an</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="129" />
        <source>a volume with the UUID {0} is unlocked already</source>
        <translation>ein Volume mit der UUID {0} ist schon entsperrt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="130" />
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="131" />
        <source>a write was refused to protect the hidden volume, and all after it: what was written last is lost</source>
        <translation>ein Schreibzugriff wurde abgelehnt, um das versteckte Volume zu schützen, und alle danach auch: Was zuletzt geschrieben wurde, ist verloren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="132" />
        <source>a write would have damaged the hidden volume, so the outer volume is read-only now</source>
        <translation>ein Schreibzugriff hätte das versteckte Volume beschädigt, deshalb ist das äußere Volume jetzt schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="133" />
        <source>a {0} volume</source>
        <translation>ein {0}-Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="134" />
        <source>a {0} volume cannot be suspended: nothing would tell whether its own key comes back</source>
        <translation>ein {0}-Volume lässt sich nicht anhalten: Nichts würde zeigen, ob sein eigener Schlüssel zurückkommt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="135" />
        <source>a {0} volume has no detached header</source>
        <translation>ein {0}-Volume hat keinen getrennten Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="136" />
        <source>a {0} volume has no hidden volume in it to protect</source>
        <translation>ein {0}-Volume hat kein verstecktes Volume in sich, das zu schützen wäre</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="137" />
        <source>a {0} volume has no keyslot that a security key could open</source>
        <translation>ein {0}-Volume hat kein Schlüsselfach, das ein Sicherheitsschlüssel öffnen könnte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="138" />
        <source>a {0} volume has no keyslots</source>
        <translation>ein {0}-Volume hat keine Schlüsselfächer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="139" />
        <source>a {0} volume has no keyslots that could be changed</source>
        <translation>ein {0}-Volume hat keine Schlüsselfächer, die sich ändern ließen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="140" />
        <source>a {0} volume has no label, only a file system in it has</source>
        <translation>ein {0}-Volume hat keine Bezeichnung, nur ein Dateisystem darin hat eine</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="141" />
        <source>a {0} volume has no recovery keys</source>
        <translation>ein {0}-Volume hat keine Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="142" />
        <source>a {0} volume has no tokens</source>
        <translation>ein {0}-Volume hat keine Token</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="143" />
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="144" />
        <source>add a keyslot that opens the volume</source>
        <translation>bitte ein Schlüsselfach hinzufügen, das das Volume öffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="145" />
        <source>add another keyslot first</source>
        <translation>bitte zuerst ein anderes Schlüsselfach hinzufügen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="146" />
        <source>address already in use</source>
        <translation>Adresse wird bereits benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="147" />
        <source>after a power cut, restore the header again</source>
        <translation>nach einem Stromausfall bitte den Header noch einmal wiederherstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="148" />
        <source>all keyslots together ask for {0} {1}, the limit is {2}</source>
        <translation>alle Schlüsselfächer zusammen verlangen {0} {1}, die Grenze liegt bei {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="149" />
        <source>all segments are backup segments</source>
        <translation>alle Segmente sind Sicherungssegmente</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="150" />
        <source>all this is what was said of it: nothing in the container tells</source>
        <translation>das alles beruht auf den Angaben dazu: Nichts im Container verrät etwas</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="151" />
        <source>all {0} are taken</source>
        <translation>alle {0} sind belegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="152" />
        <source>all {0} keyslots are taken</source>
        <translation>alle {0} Schlüsselfächer sind belegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="153" />
        <source>an agent runs that does not say who it is</source>
        <translation>es läuft ein Agent, der nicht sagt, wer er ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="154" />
        <source>an agent would hear of nothing: {0}</source>
        <translation>ein Agent würde von nichts erfahren: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="155" />
        <source>an area of the metadata begins at {0}, which is not a whole sector</source>
        <translation>ein Bereich der Metadaten beginnt bei {0}, das ist kein ganzer Sektor</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="156" />
        <source>an area of the metadata lies beyond all containers</source>
        <translation>ein Bereich der Metadaten liegt außerhalb jedes Containers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="157" />
        <source>an array</source>
        <translation>ein Array</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="158" />
        <source>an empty passphrase needs keyfiles</source>
        <translation>eine leere Passphrase braucht Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="159" />
        <source>an empty passphrase opens nothing without keyfiles</source>
        <translation>eine leere Passphrase öffnet ohne Schlüsseldateien nichts</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="160" />
        <source>an encrypted key of the metadata contradicts itself</source>
        <translation>ein verschlüsselter Schlüssel der Metadaten widerspricht sich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="161" />
        <source>an encrypted key of the metadata has {0} bytes</source>
        <translation>ein verschlüsselter Schlüssel der Metadaten hat {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="162" />
        <source>an entry of the metadata has {0} bytes where there are {1}</source>
        <translation>ein Eintrag der Metadaten hat {0} Byte, wo {1} stehen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="163" />
        <source>an integer</source>
        <translation>eine Ganzzahl</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="164" />
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="165" />
        <source>an outer volume is opened by its own header</source>
        <translation>ein äußeres Volume wird mit seinem eigenen Header geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="166" />
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="167" />
        <source>and at {0} more places</source>
        <translation>und an {0} weiteren Stellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="168" />
        <source>and is in use by {0}</source>
        <translation>und wird benutzt von {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="169" />
        <source>and no header of one is in the backup</source>
        <translation>und in der Sicherung ist kein Header eines solchen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="170" />
        <source>another command is at work on {0}</source>
        <translation>ein anderer Befehl arbeitet gerade an {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="171" />
        <source>another one</source>
        <translation>ein anderer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="172" />
        <source>another program has removed its keyslot</source>
        <translation>ein anderes Programm hat sein Schlüsselfach entfernt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="173" />
        <source>another version of vault opened this volume</source>
        <translation>eine andere Version von vault hat dieses Volume geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="174" />
        <source>anything here</source>
        <translation>hier etwas</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="175" />
        <source>argument</source>
        <translation>Argument</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="176" />
        <source>argument list too long</source>
        <translation>Argumentliste zu lang</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="177" />
        <source>attach it without discards</source>
        <translation>bitte ohne Discards öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="178" />
        <source>attached</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="179" />
        <source>attached as {0}</source>
        <translation>geöffnet als {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="180" />
        <source>bad address</source>
        <translation>ungültige Adresse</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="181" />
        <source>bad file descriptor</source>
        <translation>ungültiger Dateideskriptor</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="182" />
        <source>bad message</source>
        <translation>ungültige Nachricht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="183" />
        <source>block device required</source>
        <translation>Blockgerät erforderlich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="184" />
        <source>boot sector</source>
        <translation>Bootsektor</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="185" />
        <source>broken pipe</source>
        <translation>unterbrochene Pipe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="186" />
        <source>build it with: pip install . (it needs a C compiler, pkg-config, libssl-dev and libgcrypt20-dev)</source>
        <translation>bauen mit: pip install . (dazu braucht es einen C-Compiler, pkg-config, libssl-dev und libgcrypt20-dev)</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="187" />
        <source>build it: pip install ., or setup.py build_ext --inplace in a checkout</source>
        <translation>bauen mit: pip install ., oder setup.py build_ext --inplace in einem Checkout</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="188" />
        <source>bytes {0}</source>
        <translation>Bytes {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="189" />
        <source>cannot allocate memory</source>
        <translation>Speicher lässt sich nicht anfordern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="190" />
        <source>cannot change {0}</source>
        <translation>{0} lässt sich nicht ändern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="191" />
        <source>cannot create {0}</source>
        <translation>{0} lässt sich nicht anlegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="192" />
        <source>cannot decrypt sectors: {0}</source>
        <translation>Sektoren lassen sich nicht entschlüsseln: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="193" />
        <source>cannot derive the key: {0}</source>
        <translation>der Schlüssel lässt sich nicht ableiten: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="194" />
        <source>cannot encrypt sectors: {0}</source>
        <translation>Sektoren lassen sich nicht verschlüsseln: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="195" />
        <source>cannot give {0} the name {1}</source>
        <translation>{0} lässt sich nicht in {1} umbenennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="196" />
        <source>cannot lock the header of {0}</source>
        <translation>der Header von {0} lässt sich nicht sperren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="197" />
        <source>cannot lock through {0}</source>
        <translation>Sperren über {0} ist nicht möglich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="198" />
        <source>cannot lock {0}</source>
        <translation>{0} lässt sich nicht sperren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="199" />
        <source>cannot look at {0}</source>
        <translation>{0} lässt sich nicht ansehen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="200" />
        <source>cannot make the folder {0}</source>
        <translation>der Ordner {0} lässt sich nicht anlegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="201" />
        <source>cannot make {0}</source>
        <translation>{0} lässt sich nicht anlegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="202" />
        <source>cannot make {0}: there is no folder above it</source>
        <translation>{0} lässt sich nicht anlegen: Es gibt keinen Ordner darüber</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="203" />
        <source>cannot open the journal {0}</source>
        <translation>das Journal {0} lässt sich nicht öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="204" />
        <source>cannot open the key file {0}: {1}</source>
        <translation>die Schlüsseldatei {0} lässt sich nicht öffnen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="205" />
        <source>cannot open the keyfile {0}: {1}</source>
        <translation>die Schlüsseldatei {0} lässt sich nicht öffnen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="206" />
        <source>cannot open {0}</source>
        <translation>{0} lässt sich nicht öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="207" />
        <source>cannot overwrite the container</source>
        <translation>der Container lässt sich nicht überschreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="208" />
        <source>cannot read the container</source>
        <translation>der Container lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="209" />
        <source>cannot read the drive that the partition lies on</source>
        <translation>das Laufwerk, auf dem die Partition liegt, lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="210" />
        <source>cannot read the folder of keyfiles {0}: {1}</source>
        <translation>der Ordner mit Schlüsseldateien {0} lässt sich nicht lesen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="211" />
        <source>cannot read the header</source>
        <translation>der Header lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="212" />
        <source>cannot read the header backup {0}</source>
        <translation>die Header-Sicherung {0} lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="213" />
        <source>cannot read the headers</source>
        <translation>die Header lassen sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="214" />
        <source>cannot read the journal</source>
        <translation>das Journal lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="215" />
        <source>cannot read the keyfile {0}: {1}</source>
        <translation>die Schlüsseldatei {0} lässt sich nicht lesen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="216" />
        <source>cannot read the outer volume</source>
        <translation>das äußere Volume lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="217" />
        <source>cannot read the passphrase from descriptor {0}: {1}</source>
        <translation>die Passphrase lässt sich nicht aus Deskriptor {0} lesen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="218" />
        <source>cannot read the superblock of dm-integrity</source>
        <translation>der Superblock von dm-integrity lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="219" />
        <source>cannot read the {0} header</source>
        <translation>der {0}e Header lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="220" />
        <source>cannot read {0}</source>
        <translation>{0} lässt sich nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="221" />
        <source>cannot record the command in {0}</source>
        <translation>der Befehl lässt sich nicht in {0} vermerken</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="222" />
        <source>cannot record the volume in {0}</source>
        <translation>das Volume lässt sich nicht in {0} vermerken</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="223" />
        <source>cannot remove {0}</source>
        <translation>{0} lässt sich nicht entfernen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="224" />
        <source>cannot reserve {0} bytes for {1}</source>
        <translation>für {1} lassen sich keine {0} Byte reservieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="225" />
        <source>cannot save the header in {0}</source>
        <translation>der Header lässt sich nicht in {0} sichern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="226" />
        <source>cannot send after transport endpoint shutdown</source>
        <translation>Senden nach dem Schließen des Endpunkts nicht möglich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="227" />
        <source>cannot start the agent</source>
        <translation>der Agent lässt sich nicht starten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="228" />
        <source>cannot start the server process</source>
        <translation>der Serverprozess lässt sich nicht starten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="229" />
        <source>cannot start the {0} threads that Argon2 needs</source>
        <translation>die {0} Threads, die Argon2 braucht, lassen sich nicht starten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="230" />
        <source>cannot unmount {0}</source>
        <translation>{0} lässt sich nicht aushängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="231" />
        <source>cannot unmount {0}: {1}</source>
        <translation>{0} lässt sich nicht aushängen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="232" />
        <source>cannot use the security key {0}: {1}</source>
        <translation>der Sicherheitsschlüssel {0} lässt sich nicht benutzen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="233" />
        <source>cannot watch {0}</source>
        <translation>{0} lässt sich nicht überwachen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="234" />
        <source>cannot write the header</source>
        <translation>der Header lässt sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="235" />
        <source>cannot write the journal</source>
        <translation>das Journal lässt sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="236" />
        <source>cannot write {0}</source>
        <translation>{0} lässt sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="237" />
        <source>cannot {0}</source>
        <translation>nicht möglich: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="238" />
        <source>cannot {0} {1}</source>
        <translation>nicht möglich: {0} {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="239" />
        <source>change it by hand</source>
        <translation>bitte von Hand ändern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="240" />
        <source>change it to PBKDF2 first</source>
        <translation>bitte zuerst auf PBKDF2 umstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="241" />
        <source>change it, or remove it first</source>
        <translation>bitte ändern oder zuerst entfernen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="242" />
        <source>character</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="243" />
        <source>check the file system of the volume</source>
        <translation>bitte das Dateisystem des Volumes prüfen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="244" />
        <source>check where the partition begins</source>
        <translation>bitte prüfen, wo die Partition beginnt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="245" />
        <source>checking</source>
        <translation>Prüfung läuft</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="246" />
        <source>chmod go-w {0}</source>
        <translation>chmod go-w {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="247" />
        <source>choose a folder that only you can write to</source>
        <translation>bitte einen Ordner wählen, in den nur Sie schreiben können</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="248" />
        <source>choose a larger device</source>
        <translation>bitte ein größeres Gerät wählen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="249" />
        <source>choose a size of {0}K or more</source>
        <translation>bitte eine Größe von {0}K oder mehr wählen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="250" />
        <source>choose a smaller sector size</source>
        <translation>bitte eine kleinere Sektorgröße wählen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="251" />
        <source>choose a smaller size</source>
        <translation>bitte eine kleinere Größe wählen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="252" />
        <source>choose an empty folder of your own</source>
        <translation>bitte einen leeren eigenen Ordner wählen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="253" />
        <source>choose an empty folder, or one that does not exist yet</source>
        <translation>bitte einen leeren Ordner wählen oder einen, den es noch nicht gibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="254" />
        <source>choose another name for the journal</source>
        <translation>bitte einen anderen Namen für das Journal wählen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="255" />
        <source>choose another name: a backup is never overwritten</source>
        <translation>bitte einen anderen Namen wählen: Eine Sicherung wird nie überschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="256" />
        <source>choose another name: it is never overwritten</source>
        <translation>bitte einen anderen Namen wählen: Die Datei wird nie überschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="257" />
        <source>choose another name: no file is overwritten</source>
        <translation>bitte einen anderen Namen wählen: Es wird keine Datei überschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="258" />
        <source>choose from argon2id, argon2i, pbkdf2</source>
        <translation>bitte eines davon wählen: argon2id, argon2i, pbkdf2</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="259" />
        <source>choose from {0}</source>
        <translation>bitte eines davon wählen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="260" />
        <source>cipher</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="261" />
        <source>close it, then mount</source>
        <translation>bitte schließen und dann einhängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="262" />
        <source>close other programs, or use a machine with more memory</source>
        <translation>bitte andere Programme schließen oder einen Rechner mit mehr Speicher benutzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="263" />
        <source>close what is open there</source>
        <translation>bitte schließen, was dort offen ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="264" />
        <source>close what uses it and try again</source>
        <translation>bitte schließen, was es benutzt, und noch einmal versuchen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="265" />
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="266" />
        <source>closing {0} takes more than {1} seconds, and goes on</source>
        <translation>{0} zu schließen dauert mehr als {1} Sekunden und läuft weiter</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="267" />
        <source>cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="268" />
        <source>comes back</source>
        <translation>kommt zurück</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="269" />
        <source>communication error on send</source>
        <translation>Kommunikationsfehler beim Senden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="270" />
        <source>connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="271" />
        <source>connection reset by peer</source>
        <translation>Verbindung von der Gegenstelle zurückgesetzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="272" />
        <source>connection timed out</source>
        <translation>Zeitüberschreitung der Verbindung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="273" />
        <source>container</source>
        <translation>Container</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="274" />
        <source>convert the volume</source>
        <translation>bitte das Volume umwandeln</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="275" />
        <source>converting</source>
        <translation>Umwandlung läuft</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="276" />
        <source>converting the header to LUKS1</source>
        <translation>der Header wird in LUKS1 umgewandelt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="277" />
        <source>converting the header to LUKS2</source>
        <translation>der Header wird in LUKS2 umgewandelt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="278" />
        <source>converting, not dismounted cleanly</source>
        <translation>Umwandlung läuft, nicht sauber ausgehängt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="279" />
        <source>copy the container, attach it with vault attach, and run {0} on the path that it prints</source>
        <translation>bitte den Container kopieren, ihn mit vault attach öffnen und {0} auf den Pfad anwenden, den das ausgibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="280" />
        <source>copy what matters once it is resumed, before it is dismounted</source>
        <translation>Wichtiges bitte kopieren, sobald es fortgesetzt ist und bevor es ausgehängt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="281" />
        <source>copy {0} of the metadata is damaged: {1}</source>
        <translation>Kopie {0} der Metadaten ist beschädigt: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="282" />
        <source>credential</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="283" />
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="284" />
        <source>dangling</source>
        <translation>verwaist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="285" />
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="286" />
        <source>data of the volume could not be written</source>
        <translation>Daten des Volumes konnten nicht geschrieben werden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="287" />
        <source>data of {0} could not be written</source>
        <translation>Daten von {0} konnten nicht geschrieben werden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="288" />
        <source>decrypted</source>
        <translation>entschlüsselt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="289" />
        <source>deriving the key needs {0} MiB of memory, which is more than is free</source>
        <translation>den Schlüssel abzuleiten braucht {0} MiB Speicher, das ist mehr, als frei ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="290" />
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="291" />
        <source>device is active</source>
        <translation>Gerät ist aktiv</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="292" />
        <source>device or resource busy</source>
        <translation>Gerät oder Ressource belegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="293" />
        <source>digest</source>
        <translation>Digest</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="294" />
        <source>digest has {0} bytes, {1} gives {2}</source>
        <translation>der Digest hat {0} Byte, {1} ergibt {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="295" />
        <source>digest of the metadata</source>
        <translation>Digest der Metadaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="296" />
        <source>digest {0} has keyslots of different key sizes</source>
        <translation>Digest {0} hat Schlüsselfächer verschiedener Schlüsselgröße</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="297" />
        <source>digests</source>
        <translation>Digests</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="298" />
        <source>directory not empty</source>
        <translation>Ordner nicht leer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="299" />
        <source>discards need the native server</source>
        <translation>Discards brauchen den nativen Server</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="300" />
        <source>disk quota exceeded</source>
        <translation>Plattenplatzkontingent überschritten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="301" />
        <source>dismount it first</source>
        <translation>bitte zuerst aushängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="302" />
        <source>dismount it there first, or wait until that program has ended</source>
        <translation>bitte zuerst dort aushängen oder warten, bis jenes Programm beendet ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="303" />
        <source>dismount it; what was written last may be lost, the hidden volume is intact</source>
        <translation>bitte aushängen; was zuletzt geschrieben wurde, kann verloren sein, das versteckte Volume ist unversehrt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="304" />
        <source>dismount one</source>
        <translation>bitte eines aushängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="305" />
        <source>dismount what is there, or choose another folder</source>
        <translation>bitte aushängen, was dort ist, oder einen anderen Ordner wählen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="306" />
        <source>does not open</source>
        <translation>öffnet nichts</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="307" />
        <source>does not open the volume</source>
        <translation>öffnet das Volume nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="308" />
        <source>e2fsck -f</source>
        <translation>e2fsck -f</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="309" />
        <source>each of its eight groups is divisible by 11</source>
        <translation>jede seiner acht Gruppen ist durch 11 teilbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="310" />
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="311" />
        <source>encrypt on write</source>
        <translation>beim Schreiben verschlüsseln</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="312" />
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="313" />
        <source>exit code {0}</source>
        <translation>Rückgabewert {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="314" />
        <source>fido2-token -S sets one</source>
        <translation>fido2-token -S legt eine fest</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="315" />
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="316" />
        <source>file exists</source>
        <translation>Datei existiert bereits</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="317" />
        <source>file name too long</source>
        <translation>Dateiname zu lang</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="318" />
        <source>file too large</source>
        <translation>Datei zu groß</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="319" />
        <source>finish the encryption with the program that began it</source>
        <translation>bitte die Verschlüsselung mit dem Programm abschließen, das sie begonnen hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="320" />
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="321" />
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="322" />
        <source>fsck.exfat -r</source>
        <translation>fsck.exfat -r</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="323" />
        <source>fsck.fat -r</source>
        <translation>fsck.fat -r</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="324" />
        <source>function not implemented</source>
        <translation>Funktion nicht implementiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="325" />
        <source>fuse2fs is not installed</source>
        <translation>fuse2fs ist nicht installiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="326" />
        <source>fuse2fs writes through the journal</source>
        <translation>fuse2fs schreibt über das Journal</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="327" />
        <source>fusermount3 is not installed</source>
        <translation>fusermount3 ist nicht installiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="328" />
        <source>fusermount3 is not installed: install the package fuse3</source>
        <translation>fusermount3 ist nicht installiert: bitte das Paket fuse3 installieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="329" />
        <source>give it another passphrase, PIM, PRF or keyfiles</source>
        <translation>bitte eine andere Passphrase, PIM oder PRF oder andere Schlüsseldateien nehmen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="330" />
        <source>give its PIM, keyfiles and PRF only</source>
        <translation>bitte nur seine PIM, seine Schlüsseldateien und seine PRF angeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="331" />
        <source>give the container's own path</source>
        <translation>bitte den Pfad des Containers selbst angeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="332" />
        <source>group {0} has {1} instead of {2}</source>
        <translation>Gruppe {0}: {1} statt {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="333" />
        <source>group {0} of the recovery password is mistyped</source>
        <translation>Gruppe {0} des Wiederherstellungskennworts ist falsch eingegeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="334" />
        <source>has a salt that is not {0} bytes long</source>
        <translation>hat ein Salt, das nicht {0} Byte lang ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="335" />
        <source>has a setting that there is not: {0}.{1}</source>
        <translation>enthält eine Einstellung, die es nicht gibt: {0}.{1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="336" />
        <source>has an interleave of 2^{0}</source>
        <translation>hat eine Verschränkung von 2^{0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="337" />
        <source>has another anti-forensic hash than {0}, the digest's</source>
        <translation>hat einen anderen Anti-Forensik-Hash als {0}, den des Digests</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="338" />
        <source>has another hash than {0}, the digest's</source>
        <translation>hat einen anderen Hash als {0}, den des Digests</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="339" />
        <source>has data that is not whole sectors</source>
        <translation>hat Daten, die keine ganzen Sektoren sind</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="340" />
        <source>has no journal</source>
        <translation>hat kein Journal</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="341" />
        <source>has no possible size of data</source>
        <translation>hat keine mögliche Datengröße</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="342" />
        <source>has not the header's sectors of {0} bytes</source>
        <translation>hat nicht die Sektoren des Headers von {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="343" />
        <source>has tags of {0} bytes, not {1}</source>
        <translation>hat Tags von {0} Byte, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="344" />
        <source>hash of the 32-bit sector number</source>
        <translation>Hash der 32-Bit-Sektornummer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="345" />
        <source>hash of the 64-bit sector number</source>
        <translation>Hash der 64-Bit-Sektornummer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="346" />
        <source>header</source>
        <translation>Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="347" />
        <source>header-backups.{0} is a whole number, not {1}</source>
        <translation>header-backups.{0} ist eine ganze Zahl, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="348" />
        <source>header-backups.{0} is true or false, not {1}</source>
        <translation>header-backups.{0} ist true oder false, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="349" />
        <source>headers of TrueCrypt are not written</source>
        <translation>Header von TrueCrypt werden nicht geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="350" />
        <source>headers of {0} are neither checked nor repaired</source>
        <translation>Header von {0} werden weder geprüft noch repariert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="351" />
        <source>headers of {0} volumes at the place {1} are not changed</source>
        <translation>Header von {0}-Volumes an der Stelle {1} werden nicht geändert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="352" />
        <source>here is {0} of {1}</source>
        <translation>hier ist es {0} mit {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="353" />
        <source>hidden</source>
        <translation>versteckt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="354" />
        <source>hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="355" />
        <source>holds zeros</source>
        <translation>enthält Nullen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="356" />
        <source>host is down</source>
        <translation>Gegenstelle nicht erreichbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="357" />
        <source>identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="358" />
        <source>illegal seek</source>
        <translation>unzulässiges Positionieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="359" />
        <source>in large sectors</source>
        <translation>in großen Sektoren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="360" />
        <source>in use</source>
        <translation>in Benutzung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="361" />
        <source>inappropriate ioctl for device</source>
        <translation>unpassender ioctl für das Gerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="362" />
        <source>incorrect passphrase</source>
        <translation>falsche Passphrase</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="363" />
        <source>input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="364" />
        <source>install the helper of this version again</source>
        <translation>bitte das Hilfsprogramm dieser Version noch einmal installieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="365" />
        <source>install the package fuse3</source>
        <translation>bitte das Paket fuse3 installieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="366" />
        <source>install the package jeepney: pip install 'vault-otfe[desktop]'</source>
        <translation>bitte das Paket jeepney installieren: pip install 'vault-otfe[desktop]'</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="367" />
        <source>install the package libgcrypt20</source>
        <translation>bitte das Paket libgcrypt20 installieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="368" />
        <source>install the package pyfuse3</source>
        <translation>bitte das Paket pyfuse3 installieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="369" />
        <source>install the package udisks2</source>
        <translation>bitte das Paket udisks2 installieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="370" />
        <source>install the package {0}</source>
        <translation>bitte das Paket {0} installieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="371" />
        <source>internal error: {0}</source>
        <translation>interner Fehler: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="372" />
        <source>interrupted system call</source>
        <translation>Systemaufruf unterbrochen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="373" />
        <source>invalid argument</source>
        <translation>ungültiges Argument</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="374" />
        <source>invalid cross-device link</source>
        <translation>ungültiger Link über Dateisystemgrenzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="375" />
        <source>invalid or incomplete multibyte or wide character</source>
        <translation>ungültiges oder unvollständiges Multibyte- oder Breitzeichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="376" />
        <source>is a directory</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="377" />
        <source>is damaged</source>
        <translation>ist beschädigt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="378" />
        <source>is encrypted with a key of another size than the data</source>
        <translation>ist mit einem Schlüssel anderer Größe verschlüsselt als die Daten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="379" />
        <source>is encrypted with {0}, the data is not</source>
        <translation>ist mit {0} verschlüsselt, die Daten sind es nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="380" />
        <source>is of no use: {0}</source>
        <translation>ist unbrauchbar: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="381" />
        <source>is out of date</source>
        <translation>ist veraltet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="382" />
        <source>it can be opened read-only</source>
        <translation>es lässt sich schreibgeschützt öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="383" />
        <source>it cannot be looked whether the file system is frozen</source>
        <translation>ob das Dateisystem eingefroren ist, lässt sich nicht feststellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="384" />
        <source>it cannot be read</source>
        <translation>es ist nicht lesbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="385" />
        <source>it cannot be read: {0}</source>
        <translation>es ist nicht lesbar: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="386" />
        <source>it chooses the mount point itself, and one was given</source>
        <translation>es wählt den Einhängepunkt selbst, und einer war angegeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="387" />
        <source>it does not answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="388" />
        <source>it does not hold exactly one key of {0} bits</source>
        <translation>sie enthält nicht genau einen Schlüssel mit {0} Bit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="389" />
        <source>it does not hold exactly one startup key</source>
        <translation>sie enthält nicht genau einen Systemstartschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="390" />
        <source>it does not where this user sits at the computer, in a session of a desktop</source>
        <translation>das geschieht nicht, wenn dieser Benutzer selbst am Rechner sitzt, in einer Desktop-Sitzung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="391" />
        <source>it gave no reason</source>
        <translation>ein Grund wurde nicht genannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="392" />
        <source>it has 1 to {0} words</source>
        <translation>möglich sind 1 bis {0} Wörter</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="393" />
        <source>it has keyslots that do not hold the volume key</source>
        <translation>es hat Schlüsselfächer, die den Volume-Schlüssel nicht enthalten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="394" />
        <source>it has signatures of {0}</source>
        <translation>es trägt Signaturen von {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="395" />
        <source>it has the right form: compare each letter, and whether the page is of this volume</source>
        <translation>die Form stimmt: Bitte jeden Buchstaben vergleichen, und ob das Blatt zu diesem Volume gehört</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="396" />
        <source>it has {0} digests, not one</source>
        <translation>es hat {0} Digests, nicht einen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="397" />
        <source>it has {0} groups of {1} of these letters: {2}</source>
        <translation>er hat {0} Gruppen zu {1} dieser Buchstaben: {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="398" />
        <source>it has {0} stripes, not {1}</source>
        <translation>es hat {0} Streifen, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="399" />
        <source>it has {0} tokens</source>
        <translation>es hat {0} Token</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="400" />
        <source>it holds a key of its own</source>
        <translation>es enthält einen eigenen Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="401" />
        <source>it holds a partition table ({0})</source>
        <translation>es enthält eine Partitionstabelle ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="402" />
        <source>it holds the file system {0}</source>
        <translation>es enthält das Dateisystem {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="403" />
        <source>it holds {0}</source>
        <translation>es enthält {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="404" />
        <source>it is 512, 1024, 2048 or 4096</source>
        <translation>möglich sind 512, 1024, 2048 oder 4096</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="405" />
        <source>it is a disk image ({0})</source>
        <translation>es ist ein Datenträgerabbild ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="406" />
        <source>it is a member of a RAID ({0})</source>
        <translation>es gehört zu einem RAID ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="407" />
        <source>it is a physical volume of LVM</source>
        <translation>es ist ein physisches Volume von LVM</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="408" />
        <source>it is attached by the helper already</source>
        <translation>es ist durch das Hilfsprogramm schon geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="409" />
        <source>it is empty</source>
        <translation>es ist leer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="410" />
        <source>it is flagged {0}</source>
        <translation>es trägt das Flag {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="411" />
        <source>it is for no keyslot</source>
        <translation>es gehört zu keinem Schlüsselfach</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="412" />
        <source>it is for {0}</source>
        <translation>es gibt sie für {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="413" />
        <source>it is in no known format</source>
        <translation>es hat kein bekanntes Format</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="414" />
        <source>it is in use: {0}</source>
        <translation>es wird benutzt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="415" />
        <source>it is mounted, part of another device, or open in another program</source>
        <translation>es ist eingehängt, Teil eines anderen Geräts oder in einem anderen Programm geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="416" />
        <source>it is no file and no block device</source>
        <translation>es ist weder eine Datei noch ein Blockgerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="417" />
        <source>it is not an object</source>
        <translation>es ist kein Objekt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="418" />
        <source>it is not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="419" />
        <source>it is of the volume {0}, the other copy is not</source>
        <translation>sie gehört zum Volume {0}, die andere Kopie nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="420" />
        <source>it is still attached</source>
        <translation>es ist noch geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="421" />
        <source>it is swap space ({0})</source>
        <translation>es ist Auslagerungsspeicher ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="422" />
        <source>it is {0}</source>
        <translation>es ist {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="423" />
        <source>it is {0}, which is not supported</source>
        <translation>nicht unterstützt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="424" />
        <source>it looks like random data</source>
        <translation>es sieht nach Zufallsdaten aus</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="425" />
        <source>it mounts nothing that {0} attaches</source>
        <translation>es hängt nichts ein, was {0} öffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="426" />
        <source>it must be his own and have mode 0700</source>
        <translation>er muss dem Benutzer selbst gehören und den Modus 0700 haben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="427" />
        <source>it names two protectors</source>
        <translation>sie nennt zwei Schlüsselschutzvorrichtungen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="428" />
        <source>it needs hardware or software of that machine</source>
        <translation>dazu braucht es Hardware oder Software jenes Rechners</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="429" />
        <source>it opens no keyslot of this volume</source>
        <translation>er öffnet kein Schlüsselfach dieses Volumes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="430" />
        <source>it says something else than the primary one</source>
        <translation>sie sagt etwas anderes als die primäre</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="431" />
        <source>it was cut short</source>
        <translation>der Container wurde abgeschnitten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="432" />
        <source>it was cut short; restore it from a copy</source>
        <translation>er wurde abgeschnitten; bitte aus einer Kopie wiederherstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="433" />
        <source>it was cut short; {0}</source>
        <translation>er wurde abgeschnitten; {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="434" />
        <source>it was not closed cleanly: opened once for writing, its journal is written back</source>
        <translation>es wurde nicht sauber geschlossen: Einmal zum Schreiben geöffnet, wird sein Journal übernommen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="435" />
        <source>it was rejected</source>
        <translation>er wurde abgelehnt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="436" />
        <source>it was resized or put together wrongly; restore it from a copy</source>
        <translation>die Größe wurde geändert, oder er wurde falsch zusammengesetzt; bitte aus einer Kopie wiederherstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="437" />
        <source>it was revoked</source>
        <translation>er wurde widerrufen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="438" />
        <source>it would lie at {0}, outside the container</source>
        <translation>sie läge bei {0}, außerhalb des Containers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="439" />
        <source>its KDF is pbkdf2</source>
        <translation>die KDF dafür ist pbkdf2</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="440" />
        <source>its UUID is {0}</source>
        <translation>seine UUID ist {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="441" />
        <source>its area is at {0}, not at {1}</source>
        <translation>sein Bereich liegt bei {0}, nicht bei {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="442" />
        <source>its beginning</source>
        <translation>ihr Anfang</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="443" />
        <source>its checksum is wrong</source>
        <translation>die Prüfsumme ist falsch</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="444" />
        <source>its data begins too far from the start</source>
        <translation>seine Daten beginnen zu weit vom Anfang entfernt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="445" />
        <source>its data does not reach to the end of the container</source>
        <translation>seine Daten reichen nicht bis zum Ende des Containers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="446" />
        <source>its data is not encrypted</source>
        <translation>seine Daten sind nicht verschlüsselt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="447" />
        <source>its file system is checked when it is mounted again</source>
        <translation>sein Dateisystem wird beim nächsten Einhängen geprüft</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="448" />
        <source>its hidden volume is intact; check the outer one's file system</source>
        <translation>das versteckte Volume darin ist unversehrt; bitte das Dateisystem des äußeren prüfen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="449" />
        <source>its integrity has a key of an unusual size</source>
        <translation>der Schlüssel seines Integritätsschutzes hat eine ungewöhnliche Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="450" />
        <source>its key derivation {0} is not known</source>
        <translation>die Schlüsselableitung {0} ist nicht bekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="451" />
        <source>its kind</source>
        <translation>ihre Art</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="452" />
        <source>its length</source>
        <translation>ihre Länge</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="453" />
        <source>its sectors have {0} bytes, not {1}</source>
        <translation>seine Sektoren haben {0} Byte, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="454" />
        <source>its sequence id is {0}, that of the other copy {1}</source>
        <translation>ihre Sequenznummer ist {0}, die der anderen Kopie {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="455" />
        <source>its settings are taken from its owner only</source>
        <translation>die Einstellungen darin werden nur vom Besitzer selbst angenommen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="456" />
        <source>its signature or version is wrong</source>
        <translation>die Signatur oder Version ist falsch</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="457" />
        <source>its time is over</source>
        <translation>die Zeit dafür ist abgelaufen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="458" />
        <source>its type is {0}</source>
        <translation>der Typ ist {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="459" />
        <source>iv offset</source>
        <translation>IV-Offset</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="460" />
        <source>json_size is not the size of the JSON area</source>
        <translation>json_size ist nicht die Größe des JSON-Bereichs</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="461" />
        <source>keeping the header as it is</source>
        <translation>der Header bleibt, wie er ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="462" />
        <source>keeps what it held before</source>
        <translation>behält, was vorher darin war</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="463" />
        <source>key has been revoked</source>
        <translation>Schlüssel wurde widerrufen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="464" />
        <source>key has expired</source>
        <translation>Schlüssel ist abgelaufen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="465" />
        <source>key set {0}</source>
        <translation>key set {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="466" />
        <source>key was rejected by service</source>
        <translation>Schlüssel wurde vom Dienst abgelehnt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="467" />
        <source>key wipe</source>
        <translation>key wipe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="468" />
        <source>key_size {0} does not fit {1}</source>
        <translation>key_size {0} passt nicht zu {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="469" />
        <source>keyctl padd user {0} @u puts it there</source>
        <translation>keyctl padd user {0} @u legt ihn dort ab</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="470" />
        <source>keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="471" />
        <source>keyrings are switched off in the settings of the package keyring</source>
        <translation>Schlüsselbunde sind in den Einstellungen des Pakets keyring ausgeschaltet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="472" />
        <source>keys other than the volume key</source>
        <translation>Schlüssel außer dem Volume-Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="473" />
        <source>keyslot</source>
        <translation>Schlüsselfach</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="474" />
        <source>keyslot areas</source>
        <translation>Bereiche von Schlüsselfächern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="475" />
        <source>keyslot {0}</source>
        <translation>Schlüsselfach {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="476" />
        <source>keyslot {0} ({1})</source>
        <translation>Schlüsselfach {0} ({1})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="477" />
        <source>keyslot {0} asks for {1} {2}, the limit is {3}</source>
        <translation>Schlüsselfach {0} verlangt {1} {2}, die Grenze liegt bei {3}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="478" />
        <source>keyslot {0} cannot be opened: {1}</source>
        <translation>Schlüsselfach {0} lässt sich nicht öffnen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="479" />
        <source>keyslot {0} does not begin at a multiple of {1} bytes</source>
        <translation>Schlüsselfach {0} beginnt nicht bei einem Vielfachen von {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="480" />
        <source>keyslot {0} does not hold the volume key</source>
        <translation>Schlüsselfach {0} enthält nicht den Volume-Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="481" />
        <source>keyslot {0} does not hold the volume key in a way that LUKS1 knows</source>
        <translation>Schlüsselfach {0} enthält den Volume-Schlüssel nicht auf eine Weise, die LUKS1 kennt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="482" />
        <source>keyslot {0} does not open</source>
        <translation>Schlüsselfach {0} öffnet sich nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="483" />
        <source>keyslot {0} does not open with this passphrase or key file</source>
        <translation>Schlüsselfach {0} öffnet sich mit dieser Passphrase oder Schlüsseldatei nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="484" />
        <source>keyslot {0} has a key that nobody has seen, and could not be removed: {1}</source>
        <translation>Schlüsselfach {0} hat einen Schlüssel, den niemand gesehen hat, und ließ sich nicht entfernen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="485" />
        <source>keyslot {0} has its secret in no keyring here: it stays, as another computer's</source>
        <translation>Schlüsselfach {0} hat sein Geheimnis hier in keinem Schlüsselbund: Es bleibt, als das eines anderen Rechners</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="486" />
        <source>keyslot {0} has no iterations</source>
        <translation>Schlüsselfach {0} hat keine Iterationen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="487" />
        <source>keyslot {0} has to be at {1}, and there is no key material</source>
        <translation>Schlüsselfach {0} muss bei {1} liegen, und dort ist kein Schlüsselmaterial</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="488" />
        <source>keyslot {0} has {1} stripes, not {2}</source>
        <translation>Schlüsselfach {0} hat {1} Streifen, nicht {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="489" />
        <source>keyslot {0} holds a key that does not fit the cipher {1}</source>
        <translation>Schlüsselfach {0} enthält einen Schlüssel, der nicht zur Verschlüsselung {1} passt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="490" />
        <source>keyslot {0} holds the volume key, not a key of its own</source>
        <translation>Schlüsselfach {0} enthält den Volume-Schlüssel, keinen eigenen Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="491" />
        <source>keyslot {0} is</source>
        <translation>Schlüsselfach {0} ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="492" />
        <source>keyslot {0} is damaged, without keyslot {1} the data is lost for ever</source>
        <translation>Schlüsselfach {0} ist beschädigt, ohne Schlüsselfach {1} sind die Daten für immer verloren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="493" />
        <source>keyslot {0} is in use, LUKS1 has {1}</source>
        <translation>Schlüsselfach {0} ist belegt, LUKS1 hat {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="494" />
        <source>keyslot {0} is neither enabled nor disabled</source>
        <translation>Schlüsselfach {0} ist weder aktiviert noch deaktiviert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="495" />
        <source>keyslot {0} is not</source>
        <translation>Schlüsselfach {0} wird nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="496" />
        <source>keyslot {0} is not opened by {1}</source>
        <translation>Schlüsselfach {0} wird nicht durch {1} geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="497" />
        <source>keyslot {0} is not there</source>
        <translation>Schlüsselfach {0} gibt es nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="498" />
        <source>keyslot {0} is opened by a token of type {1}, which would not fit another credential</source>
        <translation>Schlüsselfach {0} wird von einem Token des Typs {1} geöffnet, das zu anderen Zugangsdaten nicht passen würde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="499" />
        <source>keyslot {0} is taken</source>
        <translation>Schlüsselfach {0} ist belegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="500" />
        <source>keyslot {0} is the last one, without it the data is lost for ever</source>
        <translation>Schlüsselfach {0} ist das letzte, ohne es sind die Daten für immer verloren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="501" />
        <source>keyslot {0} was not checked: {1}</source>
        <translation>Schlüsselfach {0} wurde nicht geprüft: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="502" />
        <source>keyslot {0} was not tried, as its priority is ignore: --key-slot {1} tries it</source>
        <translation>Schlüsselfach {0} wurde nicht versucht, da sein Rang ignore ist: --key-slot {1} versucht es</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="503" />
        <source>keyslot {0} was not tried: {1}</source>
        <translation>Schlüsselfach {0} wurde nicht versucht: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="504" />
        <source>keyslot {0} was overwritten, which only a backup of the header brings back</source>
        <translation>Schlüsselfach {0} wurde überschrieben, was nur eine Sicherung des Headers zurückbringt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="505" />
        <source>keyslot {0} {1}</source>
        <translation>Schlüsselfach {0} {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="506" />
        <source>keyslot {0}, which is there already, keeps its name</source>
        <translation>Schlüsselfach {0}, das es schon gibt, behält seinen Namen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="507" />
        <source>keyslot {0}: {1}</source>
        <translation>Schlüsselfach {0}: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="508" />
        <source>keyslots</source>
        <translation>Schlüsselfächer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="509" />
        <source>keyslots go from 0 to {0}</source>
        <translation>Schlüsselfächer gehen von 0 bis {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="510" />
        <source>keyslots {0} are</source>
        <translation>die Schlüsselfächer {0} sind</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="511" />
        <source>keyslots {0} are damaged, without keyslot {1} the data is lost for ever</source>
        <translation>die Schlüsselfächer {0} sind beschädigt, ohne Schlüsselfach {1} sind die Daten für immer verloren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="512" />
        <source>keyslots_size is not a multiple of {0}</source>
        <translation>keyslots_size ist kein Vielfaches von {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="513" />
        <source>label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="514" />
        <source>leave it out for VeraCrypt's default</source>
        <translation>bitte weglassen, dann gilt die Vorgabe von VeraCrypt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="515" />
        <source>leave out the header option</source>
        <translation>bitte die Header-Option weglassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="516" />
        <source>leave out the offset</source>
        <translation>bitte den Offset weglassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="517" />
        <source>leave out the options for keyslots and their KDF</source>
        <translation>bitte die Optionen für Schlüsselfächer und ihre KDF weglassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="518" />
        <source>leave the hash out</source>
        <translation>bitte den Hash weglassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="519" />
        <source>leave the keyslot out</source>
        <translation>bitte das Schlüsselfach weglassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="520" />
        <source>leave the mount point out to use one in ~/Vaults</source>
        <translation>bitte den Einhängepunkt weglassen, dann dient einer in ~/Vaults</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="521" />
        <source>leave the sector size of the volume out</source>
        <translation>bitte die Sektorgröße des Volumes weglassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="522" />
        <source>leave the sector size out</source>
        <translation>bitte die Sektorgröße weglassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="523" />
        <source>leave them out, or name the format</source>
        <translation>bitte weglassen oder das Format nennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="524" />
        <source>left over</source>
        <translation>übrig</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="525" />
        <source>let Windows finish encrypting it</source>
        <translation>bitte Windows die Verschlüsselung abschließen lassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="526" />
        <source>let Windows finish that first</source>
        <translation>bitte das zuerst Windows abschließen lassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="527" />
        <source>let macOS finish that first</source>
        <translation>bitte das zuerst macOS abschließen lassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="528" />
        <source>letter {0} of group {1} is none of a recovery key's letters</source>
        <translation>Buchstabe {0} von Gruppe {1} ist keiner der Buchstaben eines Wiederherstellungsschlüssels</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="529" />
        <source>libblkid cannot be given the container: {0}</source>
        <translation>libblkid lässt sich der Container nicht übergeben: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="530" />
        <source>libblkid cannot be run: {0}</source>
        <translation>libblkid lässt sich nicht ausführen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="531" />
        <source>libblkid could not look at the container</source>
        <translation>libblkid konnte den Container nicht ansehen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="532" />
        <source>libblkid took more than {0} seconds</source>
        <translation>libblkid brauchte mehr als {0} Sekunden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="533" />
        <source>libgcrypt cannot derive a key with {0}: error {1}</source>
        <translation>libgcrypt kann mit {0} keinen Schlüssel ableiten: Fehler {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="534" />
        <source>libgcrypt.so.20 is missing</source>
        <translation>libgcrypt.so.20 fehlt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="535" />
        <source>line {0}</source>
        <translation>Zeile {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="536" />
        <source>link has been severed</source>
        <translation>Verbindung wurde getrennt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="537" />
        <source>load the kernel module dm-crypt</source>
        <translation>bitte das Kernelmodul dm-crypt laden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="538" />
        <source>load the kernel module dm-integrity</source>
        <translation>bitte das Kernelmodul dm-integrity laden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="539" />
        <source>load the kernel module fuse</source>
        <translation>bitte das Kernelmodul fuse laden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="540" />
        <source>load the kernel module loop</source>
        <translation>bitte das Kernelmodul loop laden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="541" />
        <source>load the kernel module {0}</source>
        <translation>bitte das Kernelmodul {0} laden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="542" />
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="543" />
        <source>log in to a desktop that has a keyring</source>
        <translation>bitte an einem Desktop anmelden, der einen Schlüsselbund hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="544" />
        <source>long by {0}</source>
        <translation>lang, um {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="545" />
        <source>look at it again</source>
        <translation>bitte noch einmal ansehen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="546" />
        <source>look at the disk that holds the container, then mount the volume again: it is checked first</source>
        <translation>bitte den Datenträger prüfen, auf dem der Container liegt, und das Volume dann wieder einhängen: Es wird zuerst geprüft</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="547" />
        <source>loop devices</source>
        <translation>Loop-Geräte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="548" />
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="549" />
        <source>make a larger one</source>
        <translation>bitte etwas Größeres anlegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="550" />
        <source>make it first</source>
        <translation>bitte zuerst anlegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="551" />
        <source>make the container larger, or choose another file system</source>
        <translation>bitte den Container vergrößern oder ein anderes Dateisystem wählen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="552" />
        <source>making the key</source>
        <translation>der Schlüssel wird erzeugt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="553" />
        <source>making {0}</source>
        <translation>{0} wird angelegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="554" />
        <source>measuring the key derivation</source>
        <translation>die Schlüsselableitung wird gemessen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="555" />
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="556" />
        <source>mend it by hand, or move it away; without it the defaults hold</source>
        <translation>bitte von Hand berichtigen oder beiseitelegen; ohne sie gelten die Vorgaben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="557" />
        <source>metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="558" />
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="559" />
        <source>mkfs.exfat makes sectors of {0} bytes, and the volume has {1}</source>
        <translation>mkfs.exfat legt Sektoren von {0} Byte an, und das Volume hat {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="560" />
        <source>module 'vault' has no attribute {0}</source>
        <translation>das Modul „vault“ hat kein Attribut {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="561" />
        <source>mostly zeros</source>
        <translation>überwiegend Nullen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="562" />
        <source>mounted</source>
        <translation>eingehängt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="563" />
        <source>mounted on {0}</source>
        <translation>eingehängt in {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="564" />
        <source>mounting</source>
        <translation>wird eingehängt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="565" />
        <source>move it away first</source>
        <translation>bitte zuerst beiseitelegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="566" />
        <source>move it away; without it the defaults hold</source>
        <translation>bitte beiseitelegen; ohne sie gelten die Vorgaben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="567" />
        <source>move keyslot {0}</source>
        <translation>Schlüsselfach {0} verschieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="568" />
        <source>name a multiple of 8</source>
        <translation>bitte ein Vielfaches von 8 angeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="569" />
        <source>name a new container, and all that the volume holds is copied into it</source>
        <translation>bitte einen neuen Container nennen, dann wird alles, was das Volume enthält, hineinkopiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="570" />
        <source>name an unbound keyslot</source>
        <translation>bitte ein ungebundenes Schlüsselfach nennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="571" />
        <source>name it when the volume is opened</source>
        <translation>bitte beim Öffnen des Volumes nennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="572" />
        <source>name its session, container, mount point or UUID</source>
        <translation>bitte seine Sitzung, seinen Container, seinen Einhängepunkt oder seine UUID nennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="573" />
        <source>name one keyslot to try, or raise the limit</source>
        <translation>bitte ein Schlüsselfach zum Versuchen nennen oder die Grenze anheben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="574" />
        <source>name one of them: {0}</source>
        <translation>bitte eines davon nennen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="575" />
        <source>name one of {0}</source>
        <translation>bitte eines davon nennen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="576" />
        <source>name one volume, or ask for all</source>
        <translation>bitte ein Volume nennen oder alle verlangen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="577" />
        <source>name the folder itself</source>
        <translation>bitte den Ordner selbst nennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="578" />
        <source>name the format, if it is another one</source>
        <translation>bitte das Format nennen, wenn es ein anderes ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="579" />
        <source>neither a file nor a block device</source>
        <translation>weder eine Datei noch ein Blockgerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="580" />
        <source>network is down</source>
        <translation>Netzwerk ist nicht verfügbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="581" />
        <source>network is unreachable</source>
        <translation>Netzwerk ist nicht erreichbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="582" />
        <source>new hidden</source>
        <translation>neu, versteckt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="583" />
        <source>new volumes do not get the legacy cipher {0}</source>
        <translation>neue Volumes bekommen die veraltete Verschlüsselung {0} nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="584" />
        <source>no VeraCrypt or TrueCrypt volume is opened with these options together</source>
        <translation>mit diesen Optionen zusammen wird kein VeraCrypt- oder TrueCrypt-Volume geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="585" />
        <source>no agent watches for a locked screen: {0}</source>
        <translation>kein Agent achtet auf einen gesperrten Bildschirm: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="586" />
        <source>no backup of the header can be kept: {0}</source>
        <translation>es lässt sich keine Sicherung des Headers aufbewahren: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="587" />
        <source>no backup of the header is kept, for it would show that there is a hidden volume</source>
        <translation>es wird keine Sicherung des Headers aufbewahrt, denn sie würde ein verstecktes Volume verraten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="588" />
        <source>no backup of this header was kept: one made with vault header backup restores it</source>
        <translation>von diesem Header wurde keine Sicherung aufbewahrt: Eine mit vault header backup angelegte stellt ihn wieder her</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="589" />
        <source>no buffer space available</source>
        <translation>kein Pufferspeicher verfügbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="590" />
        <source>no copy of the header is good: {0}</source>
        <translation>keine Kopie des Headers ist in Ordnung: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="591" />
        <source>no copy of the header is valid (primary: {0}; secondary: {1})</source>
        <translation>keine Kopie des Headers ist gültig (primäre: {0}; sekundäre: {1})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="592" />
        <source>no copy of the header is valid ({0})</source>
        <translation>keine Kopie des Headers ist gültig ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="593" />
        <source>no copy of the metadata is valid: {0}</source>
        <translation>keine Kopie der Metadaten ist gültig: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="594" />
        <source>no data available</source>
        <translation>keine Daten verfügbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="595" />
        <source>no file system that is known</source>
        <translation>kein bekanntes Dateisystem</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="596" />
        <source>no format shows, so it is taken for VeraCrypt; it may as well be LUKS whose header was overwritten</source>
        <translation>kein Format ist erkennbar, deshalb gilt es als VeraCrypt; es kann ebenso gut LUKS sein, dessen Header überschrieben wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="597" />
        <source>no hash and cipher fit with this passphrase</source>
        <translation>zu dieser Passphrase passt keine Verbindung von Hash und Verschlüsselung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="598" />
        <source>no header of version {0} lies at the place {1}</source>
        <translation>an der Stelle {1} liegt kein Header der Version {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="599" />
        <source>no header opens with this passphrase, PIM and these keyfiles</source>
        <translation>kein Header öffnet sich mit dieser Passphrase, PIM und diesen Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="600" />
        <source>no keyring is known on {0}</source>
        <translation>unter {0} ist kein Schlüsselbund bekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="601" />
        <source>no keyring runs in this session, and none can be started</source>
        <translation>in dieser Sitzung läuft kein Schlüsselbund, und es lässt sich keiner starten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="602" />
        <source>no keyslot is</source>
        <translation>kein Schlüsselfach wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="603" />
        <source>no keyslot is opened by {0}</source>
        <translation>kein Schlüsselfach wird durch {0} geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="604" />
        <source>no keyslot is tried any more unless it is named</source>
        <translation>kein Schlüsselfach wird mehr versucht, wenn es nicht genannt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="605" />
        <source>no keyslot of the volume can be opened: {0}</source>
        <translation>kein Schlüsselfach des Volumes lässt sich öffnen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="606" />
        <source>no keyslot of {0} is opened by a security key</source>
        <translation>kein Schlüsselfach von {0} wird durch einen Sicherheitsschlüssel geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="607" />
        <source>no keyslot opens</source>
        <translation>kein Schlüsselfach öffnet sich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="608" />
        <source>no keyslot opens with this passphrase or key file</source>
        <translation>kein Schlüsselfach öffnet sich mit dieser Passphrase oder Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="609" />
        <source>no keyslot opens with this recovery key</source>
        <translation>kein Schlüsselfach öffnet sich mit diesem Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="610" />
        <source>no known file system</source>
        <translation>kein bekanntes Dateisystem</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="611" />
        <source>no loop device stayed free long enough</source>
        <translation>kein Loop-Gerät blieb lange genug frei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="612" />
        <source>no medium found</source>
        <translation>kein Datenträger gefunden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="613" />
        <source>no name in /dev/mapper stayed free long enough</source>
        <translation>kein Name in /dev/mapper blieb lange genug frei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="614" />
        <source>no partition begins {0} bytes into a drive of {1}</source>
        <translation>bei {0} Byte in einem Laufwerk mit {1} beginnt keine Partition</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="615" />
        <source>no passphrase was given</source>
        <translation>es wurde keine Passphrase angegeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="616" />
        <source>no permission to open {0}</source>
        <translation>keine Berechtigung, {0} zu öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="617" />
        <source>no protector</source>
        <translation>keine Schlüsselschutzvorrichtung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="618" />
        <source>no protector does not open with this credential</source>
        <translation>keine Schlüsselschutzvorrichtung öffnet sich mit diesen Zugangsdaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="619" />
        <source>no protector of the volume can be opened here</source>
        <translation>keine Schlüsselschutzvorrichtung des Volumes lässt sich hier öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="620" />
        <source>no protector opens with this credential</source>
        <translation>keine Schlüsselschutzvorrichtung öffnet sich mit diesen Zugangsdaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="621" />
        <source>no route to host</source>
        <translation>keine Route zur Gegenstelle</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="622" />
        <source>no security key is plugged in</source>
        <translation>kein Sicherheitsschlüssel ist eingesteckt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="623" />
        <source>no security key opens {0}</source>
        <translation>kein Sicherheitsschlüssel öffnet {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="624" />
        <source>no space left on device</source>
        <translation>kein Platz mehr auf dem Gerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="625" />
        <source>no such device</source>
        <translation>kein solches Gerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="626" />
        <source>no such device or address</source>
        <translation>kein solches Gerät oder keine solche Adresse</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="627" />
        <source>no such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="628" />
        <source>no user of the volume has this passphrase</source>
        <translation>kein Benutzer des Volumes hat diese Passphrase</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="629" />
        <source>no volume can be attached here: {0}</source>
        <translation>hier lässt sich kein Volume öffnen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="630" />
        <source>no volume is copied to the format {0}</source>
        <translation>in das Format {0} wird kein Volume kopiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="631" />
        <source>no volumes of the format {0} are made</source>
        <translation>Volumes des Formats {0} werden nicht angelegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="632" />
        <source>no {0} volume has a header of version {1}</source>
        <translation>kein {0}-Volume hat einen Header der Version {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="633" />
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="634" />
        <source>nobody can tell that no files of the outer volume lie there: it holds {0}</source>
        <translation>ob dort keine Dateien des äußeren Volumes liegen, lässt sich nicht feststellen, denn es enthält: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="635" />
        <source>nobody can tell whether keyslot {0} is in use</source>
        <translation>ob Schlüsselfach {0} belegt ist, lässt sich nicht feststellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="636" />
        <source>nobody can tell which copy of the header is the one of this container: {0}</source>
        <translation>welche Kopie des Headers die dieses Containers ist, lässt sich nicht feststellen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="637" />
        <source>nobody looked for marks of other formats: {0}</source>
        <translation>nach Kennzeichen anderer Formate wurde nicht gesucht: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="638" />
        <source>none of the security keys that are plugged in is that of keyslot {0}</source>
        <translation>keiner der eingesteckten Sicherheitsschlüssel ist der von Schlüsselfach {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="639" />
        <source>not a directory</source>
        <translation>kein Ordner</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="640" />
        <source>not allowed</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="641" />
        <source>not random</source>
        <translation>nicht zufällig</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="642" />
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="643" />
        <source>nothing but zeros at its beginning</source>
        <translation>nur Nullen an seinem Anfang</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="644" />
        <source>nothing closes {0} when the screen is locked</source>
        <translation>nichts schließt {0} beim Sperren des Bildschirms</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="645" />
        <source>nothing in the container tells what it is: only its credential does</source>
        <translation>nichts im Container verrät, was er ist: Nur die Zugangsdaten tun es</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="646" />
        <source>nothing is known of the volume's credential</source>
        <translation>über die Zugangsdaten des Volumes ist nichts bekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="647" />
        <source>nothing is mounted on {0} although the mount succeeded</source>
        <translation>in {0} ist nichts eingehängt, obwohl das Einhängen gelang</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="648" />
        <source>nothing is open</source>
        <translation>nichts ist offen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="649" />
        <source>nothing of the encrypted area lies in the device</source>
        <translation>nichts vom verschlüsselten Bereich liegt auf dem Gerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="650" />
        <source>nothing opens the volume: {0}</source>
        <translation>nichts öffnet das Volume: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="651" />
        <source>nothing tells of a locked screen here, so the credential is not kept until logout</source>
        <translation>hier meldet nichts einen gesperrten Bildschirm, deshalb bleiben die Zugangsdaten nicht bis zum Abmelden gemerkt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="652" />
        <source>nothing tells of a locked screen here: the credential is kept until it times out</source>
        <translation>hier meldet nichts einen gesperrten Bildschirm: Die Zugangsdaten bleiben gemerkt, bis ihre Zeit abläuft</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="653" />
        <source>nothing that is remembered and no token opens {0}</source>
        <translation>nichts Gemerktes und kein Token öffnet {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="654" />
        <source>nothing was written</source>
        <translation>nichts wurde geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="655" />
        <source>nothing will close the volume</source>
        <translation>nichts wird das Volume schließen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="656" />
        <source>nothing will stop this</source>
        <translation>nichts wird das beenden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="657" />
        <source>ntfs is marked as not dismounted cleanly and cannot be mended here</source>
        <translation>ntfs ist als nicht sauber ausgehängt markiert und lässt sich hier nicht reparieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="658" />
        <source>numerical result out of range</source>
        <translation>numerisches Ergebnis außerhalb des gültigen Bereichs</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="659" />
        <source>of the hidden volume: {0}</source>
        <translation>zum versteckten Volume: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="660" />
        <source>offset or size is not a multiple of {0}</source>
        <translation>Offset oder Größe ist kein Vielfaches von {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="661" />
        <source>offset or size is not a multiple of {0}, or size is zero</source>
        <translation>Offset oder Größe ist kein Vielfaches von {0}, oder die Größe ist null</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="662" />
        <source>older backups of headers are still there: {0}</source>
        <translation>ältere Sicherungen von Headern sind noch da: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="663" />
        <source>older than the other copy</source>
        <translation>älter als die andere Kopie</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="664" />
        <source>one letter</source>
        <translation>ein Buchstabe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="665" />
        <source>one mapping of dm-crypt has one cipher, not {0}</source>
        <translation>ein Mapping von dm-crypt hat nur eine Verschlüsselung, nicht {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="666" />
        <source>one of FreeOTFE shows nothing of itself, so that the format has to be named</source>
        <translation>ein Header von FreeOTFE zeigt nichts von sich, deshalb muss das Format genannt werden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="667" />
        <source>only a credential tells a header from noise</source>
        <translation>nur Zugangsdaten unterscheiden einen Header von Zufallsdaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="668" />
        <source>only a reset makes the key usable again, and it opens nothing of before then</source>
        <translation>nur ein Zurücksetzen macht den Schlüssel wieder brauchbar, und er öffnet dann nichts von vorher</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="669" />
        <source>only dm-crypt has {0}</source>
        <translation>nur dm-crypt kann das: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="670" />
        <source>only keyslots of tokens are left to open the volume: {0}</source>
        <translation>zum Öffnen des Volumes bleiben nur Schlüsselfächer mit Token: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="671" />
        <source>only root may mount through the kernel</source>
        <translation>nur root darf durch den Kernel einhängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="672" />
        <source>only root may set up device-mapper</source>
        <translation>nur root darf device-mapper einrichten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="673" />
        <source>only root may suspend and resume what device-mapper shows</source>
        <translation>nur root darf anhalten und fortsetzen, was device-mapper zeigt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="674" />
        <source>only the header may be written while the volume is open</source>
        <translation>solange das Volume offen ist, darf nur der Header geschrieben werden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="675" />
        <source>only the last segment may reach to the end</source>
        <translation>nur das letzte Segment darf bis zum Ende reichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="676" />
        <source>only tokens without a keyslot were removed</source>
        <translation>nur Token ohne Schlüsselfach wurden entfernt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="677" />
        <source>only {0} of {1} bytes are encrypted</source>
        <translation>nur {0} von {1} Byte sind verschlüsselt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="678" />
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="679" />
        <source>open it with the program that made it</source>
        <translation>bitte mit dem Programm öffnen, das es angelegt hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="680" />
        <source>open the volume again</source>
        <translation>bitte das Volume noch einmal öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="681" />
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="682" />
        <source>operation already in progress</source>
        <translation>Vorgang läuft bereits</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="683" />
        <source>operation canceled</source>
        <translation>Vorgang abgebrochen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="684" />
        <source>operation not permitted</source>
        <translation>Vorgang nicht gestattet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="685" />
        <source>operation not supported</source>
        <translation>Vorgang nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="686" />
        <source>operation now in progress</source>
        <translation>Vorgang läuft jetzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="687" />
        <source>other</source>
        <translation>anderer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="688" />
        <source>other members</source>
        <translation>andere Einträge</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="689" />
        <source>others may write to {0}</source>
        <translation>andere dürfen in {0} schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="690" />
        <source>outer</source>
        <translation>äußere</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="691" />
        <source>overwrite old key material</source>
        <translation>altes Schlüsselmaterial überschreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="692" />
        <source>overwriting the container with random data</source>
        <translation>der Container wird mit Zufallsdaten überschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="693" />
        <source>partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="694" />
        <source>partition table {0}</source>
        <translation>Partitionstabelle {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="695" />
        <source>passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="696" />
        <source>password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="697" />
        <source>password is required</source>
        <translation>Passwort erforderlich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="698" />
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="699" />
        <source>pbkdf2 has no memory cost and no lanes</source>
        <translation>pbkdf2 hat keinen Speicheraufwand und keine Bahnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="700" />
        <source>permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="701" />
        <source>pip install 'vault-otfe[desktop]' has all that it takes</source>
        <translation>pip install 'vault-otfe[desktop]' bringt alles Nötige mit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="702" />
        <source>pip install 'vault-otfe[fido2]' has all that it takes</source>
        <translation>pip install 'vault-otfe[fido2]' bringt alles Nötige mit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="703" />
        <source>pkexec is not installed</source>
        <translation>pkexec ist nicht installiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="704" />
        <source>plain dm-crypt</source>
        <translation>einfaches dm-crypt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="705" />
        <source>polkit does not tell what is allowed: {0}</source>
        <translation>polkit sagt nicht, was erlaubt ist: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="706" />
        <source>polkit would ask for an administrator's password</source>
        <translation>polkit würde nach dem Passwort eines Administrators fragen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="707" />
        <source>primary</source>
        <translation>primär</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="708" />
        <source>primary: {0}; secondary: {1}</source>
        <translation>primäre: {0}; sekundäre: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="709" />
        <source>protected</source>
        <translation>geschützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="710" />
        <source>protector {0}</source>
        <translation>Schlüsselschutzvorrichtung {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="711" />
        <source>protector {0} ({1}) cannot be used: {2}</source>
        <translation>Schlüsselschutzvorrichtung {0} ({1}) lässt sich nicht benutzen: {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="712" />
        <source>protector {0} does not open with this credential</source>
        <translation>Schlüsselschutzvorrichtung {0} öffnet sich mit diesen Zugangsdaten nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="713" />
        <source>protector {0} has no clear key of {1} bits</source>
        <translation>Schlüsselschutzvorrichtung {0} hat keinen Klartextschlüssel mit {1} Bit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="714" />
        <source>protector {0} has no salt</source>
        <translation>Schlüsselschutzvorrichtung {0} hat kein Salt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="715" />
        <source>protector {0} has no volume master key of {1} bits</source>
        <translation>Schlüsselschutzvorrichtung {0} hat keinen Volume-Hauptschlüssel mit {1} Bit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="716" />
        <source>protector {0} holds a key of a wrong size</source>
        <translation>Schlüsselschutzvorrichtung {0} enthält einen Schlüssel falscher Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="717" />
        <source>protector {0} is a {1}</source>
        <translation>Schlüsselschutzvorrichtung {0} ist von der Art {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="718" />
        <source>protector {0} opens with this credential</source>
        <translation>Schlüsselschutzvorrichtung {0} öffnet sich mit diesen Zugangsdaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="719" />
        <source>protocol error</source>
        <translation>Protokollfehler</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="720" />
        <source>pull the key out and plug it in again</source>
        <translation>bitte den Schlüssel abziehen und wieder einstecken</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="721" />
        <source>raise the limit if you trust the header</source>
        <translation>bitte die Grenze anheben, wenn Sie dem Header vertrauen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="722" />
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="723" />
        <source>read back</source>
        <translation>zur Probe gelesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="724" />
        <source>read keyslot {0}</source>
        <translation>Schlüsselfach {0} lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="725" />
        <source>read the container</source>
        <translation>den Container lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="726" />
        <source>read the header</source>
        <translation>den Header lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="727" />
        <source>read the headers</source>
        <translation>die Header lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="728" />
        <source>read the kept backups</source>
        <translation>die aufbewahrten Sicherungen lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="729" />
        <source>read the keyslots</source>
        <translation>die Schlüsselfächer lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="730" />
        <source>read the new volume</source>
        <translation>das neue Volume lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="731" />
        <source>read the old volume</source>
        <translation>das alte Volume lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="732" />
        <source>read-only file system</source>
        <translation>schreibgeschütztes Dateisystem</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="733" />
        <source>reading the backup</source>
        <translation>die Sicherung wird gelesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="734" />
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="735" />
        <source>remote i/o error</source>
        <translation>Ein-/Ausgabefehler der Gegenstelle</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="736" />
        <source>remove a keyslot first</source>
        <translation>bitte zuerst ein Schlüsselfach entfernen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="737" />
        <source>remove a keyslot or a token</source>
        <translation>bitte ein Schlüsselfach oder ein Token entfernen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="738" />
        <source>remove it and the unfinished new volume, and start again</source>
        <translation>bitte dieses und das unfertige neue Volume entfernen und von vorn beginnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="739" />
        <source>remove it, or set XDG_RUNTIME_DIR to a folder of your own with mode 0700</source>
        <translation>bitte entfernen oder XDG_RUNTIME_DIR auf einen eigenen Ordner mit dem Modus 0700 setzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="740" />
        <source>remove one first</source>
        <translation>bitte zuerst eines entfernen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="741" />
        <source>remove one, or create volumes with a larger area</source>
        <translation>bitte eines entfernen oder Volumes mit einem größeren Bereich anlegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="742" />
        <source>remove that keyslot, and add another</source>
        <translation>bitte dieses Schlüsselfach entfernen und ein anderes hinzufügen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="743" />
        <source>repair or update OpenSSL and libgcrypt</source>
        <translation>bitte OpenSSL und libgcrypt reparieren oder aktualisieren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="744" />
        <source>repair or update the system's OpenSSL, libgcrypt or libargon2; nothing was encrypted or decrypted</source>
        <translation>bitte OpenSSL, libgcrypt oder libargon2 des Systems reparieren oder aktualisieren; es wurde nichts ver- oder entschlüsselt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="745" />
        <source>repairing the header</source>
        <translation>der Header wird repariert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="746" />
        <source>required key not available</source>
        <translation>benötigter Schlüssel nicht verfügbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="747" />
        <source>reserving space</source>
        <translation>Platz wird belegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="748" />
        <source>resource temporarily unavailable</source>
        <translation>Ressource vorübergehend nicht verfügbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="749" />
        <source>restore a header backup</source>
        <translation>bitte eine Header-Sicherung wiederherstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="750" />
        <source>restore the container from a copy</source>
        <translation>bitte den Container aus einer Kopie wiederherstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="751" />
        <source>restore the header from a backup</source>
        <translation>bitte den Header aus einer Sicherung wiederherstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="752" />
        <source>root</source>
        <translation>root</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="753" />
        <source>root can allow it: a line user_allow_other in {0}</source>
        <translation>root kann es erlauben: eine Zeile user_allow_other in {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="754" />
        <source>root can do it: umount {0}</source>
        <translation>root kann es tun: umount {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="755" />
        <source>root can grant it: chmod 666 /dev/fuse</source>
        <translation>root kann es gewähren: chmod 666 /dev/fuse</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="756" />
        <source>root can install it: make install-helper</source>
        <translation>root kann es installieren: make install-helper</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="757" />
        <source>root can make it: ln -s ../proc/self/mounts {0}</source>
        <translation>root kann es anlegen: ln -s ../proc/self/mounts {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="758" />
        <source>root needs no helper</source>
        <translation>root braucht kein Hilfsprogramm</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="759" />
        <source>salt length, iterations or offset may differ; no library here has RIPEMD-128, -256, -320, MD2; CAST6, MARS, RC6, DES, Null, XOR, Twofish with 192 bits</source>
        <translation>Salt-Länge, Iterationen oder Offset können andere sein; keine Bibliothek hier hat RIPEMD-128, -256, -320, MD2; CAST6, MARS, RC6, DES, Null, XOR, Twofish mit 192 Bit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="760" />
        <source>save it again</source>
        <translation>bitte noch einmal sichern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="761" />
        <source>saving the header</source>
        <translation>der Header wird gesichert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="762" />
        <source>secondary</source>
        <translation>sekundär</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="763" />
        <source>sector</source>
        <translation>Sektor</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="764" />
        <source>sector size</source>
        <translation>Sektorgröße</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="765" />
        <source>sectors that were never written cannot be read when the volume was made without wiping it</source>
        <translation>nie geschriebene Sektoren sind nicht lesbar, wenn das Volume angelegt wurde, ohne es zu überschreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="766" />
        <source>security key</source>
        <translation>Sicherheitsschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="767" />
        <source>see that the package fuse3 is installed and that this user can open /dev/fuse</source>
        <translation>bitte sicherstellen, dass das Paket fuse3 installiert ist und dieser Benutzer /dev/fuse öffnen kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="768" />
        <source>segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="769" />
        <source>segment {0} cannot be opened: {1}</source>
        <translation>Segment {0} lässt sich nicht öffnen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="770" />
        <source>segments</source>
        <translation>Segmente</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="771" />
        <source>settings are {0} at most</source>
        <translation>Einstellungen haben höchstens {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="772" />
        <source>several keys say that they open keyslot {0}: {1}</source>
        <translation>mehrere Sicherheitsschlüssel geben an, Schlüsselfach {0} zu öffnen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="773" />
        <source>several keyslots are opened by {0}</source>
        <translation>mehrere Schlüsselfächer werden durch {0} geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="774" />
        <source>several security keys are plugged in</source>
        <translation>mehrere Sicherheitsschlüssel sind eingesteckt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="775" />
        <source>share/sudoers and share/polkit of vault show how root can allow it</source>
        <translation>share/sudoers und share/polkit von vault zeigen, wie root es erlauben kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="776" />
        <source>short by {0}</source>
        <translation>kurz, um {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="777" />
        <source>signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="778" />
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="779" />
        <source>size or sector_size {0} is no possible one</source>
        <translation>size oder sector_size {0} ist nicht möglich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="780" />
        <source>size {0} is too small for a key of {1} bytes</source>
        <translation>size {0} ist zu klein für einen Schlüssel von {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="781" />
        <source>software caused connection abort</source>
        <translation>Verbindung durch Software abgebrochen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="782" />
        <source>something claimed the device just now</source>
        <translation>gerade hat etwas das Gerät in Beschlag genommen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="783" />
        <source>something else is mounted on {0}</source>
        <translation>in {0} ist etwas anderes eingehängt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="784" />
        <source>something has the device or its file system open</source>
        <translation>etwas hat das Gerät oder sein Dateisystem geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="785" />
        <source>something that cannot be told, perhaps a mount in another namespace</source>
        <translation>etwas nicht Feststellbares, vielleicht etwas in einem anderen Namensraum Eingehängtes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="786" />
        <source>stale file handle</source>
        <translation>veralteter Dateizugriff</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="787" />
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="788" />
        <source>standard input is no socket</source>
        <translation>die Standardeingabe ist kein Socket</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="789" />
        <source>standard input is no socket of packets</source>
        <translation>die Standardeingabe ist kein Socket für Pakete</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="790" />
        <source>still looking whole: {0}</source>
        <translation>noch unversehrt scheinen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="791" />
        <source>structure needs cleaning</source>
        <translation>Struktur muss bereinigt werden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="792" />
        <source>sudo does not allow it</source>
        <translation>sudo erlaubt es nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="793" />
        <source>sudo is not installed</source>
        <translation>sudo ist nicht installiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="794" />
        <source>supported are {0}</source>
        <translation>unterstützt werden {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="795" />
        <source>supported are {0} in the modes {1} with the IVs {2}</source>
        <translation>unterstützt werden {0} in den Modi {1} mit den IVs {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="796" />
        <source>supported are {0} with the modes {1} and the IVs {2}</source>
        <translation>unterstützt werden {0} mit den Modi {1} und den IVs {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="797" />
        <source>suspended</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="798" />
        <source>system encryption has neither hidden nor backup headers here</source>
        <translation>Systemverschlüsselung hat hier weder versteckte Header noch Sicherungsheader</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="799" />
        <source>take the table out</source>
        <translation>bitte die Tabelle herausnehmen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="800" />
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="801" />
        <source>text file busy</source>
        <translation>Programmdatei wird gerade benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="802" />
        <source>the FUSE file cannot be mounted on {0}: {1}</source>
        <translation>die FUSE-Datei lässt sich nicht in {0} einhängen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="803" />
        <source>the IV of its first sector is not 0</source>
        <translation>der IV seines ersten Sektors ist nicht 0</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="804" />
        <source>the IV of the volume has {0} bits</source>
        <translation>der IV des Volumes hat {0} Bit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="805" />
        <source>the IV of the volume has {0} bytes</source>
        <translation>der IV des Volumes hat {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="806" />
        <source>the IV offset</source>
        <translation>der IV-Offset</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="807" />
        <source>the JSON area does not hold exactly one object</source>
        <translation>der JSON-Bereich enthält nicht genau ein Objekt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="808" />
        <source>the JSON area goes on after its document</source>
        <translation>der JSON-Bereich geht nach seinem Dokument weiter</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="809" />
        <source>the JSON area has no zero byte at its end</source>
        <translation>am Ende des JSON-Bereichs fehlt das Nullbyte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="810" />
        <source>the JSON area is not JSON at character {0}</source>
        <translation>der JSON-Bereich ist bei Zeichen {0} kein JSON</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="811" />
        <source>the JSON has a name with a NUL in it</source>
        <translation>das JSON enthält einen Namen mit einem NUL-Zeichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="812" />
        <source>the JSON has a number of more than {0} characters</source>
        <translation>das JSON enthält eine Zahl mit mehr als {0} Zeichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="813" />
        <source>the JSON has an object with a name twice</source>
        <translation>das JSON enthält ein Objekt, in dem ein Name zweimal vorkommt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="814" />
        <source>the JSON has half a character in it</source>
        <translation>das JSON enthält ein halbes Zeichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="815" />
        <source>the JSON is nested deeper than {0} levels</source>
        <translation>das JSON ist tiefer als {0} Ebenen verschachtelt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="816" />
        <source>the KDF {0} is not supported</source>
        <translation>die KDF {0} wird nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="817" />
        <source>the PIM {0} makes guessing a short passphrase cheap</source>
        <translation>mit der PIM {0} ist eine kurze Passphrase billig zu erraten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="818" />
        <source>the Python interpreter does not know its own path, so libblkid cannot be asked</source>
        <translation>der Python-Interpreter kennt seinen eigenen Pfad nicht, daher lässt sich libblkid nicht fragen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="819" />
        <source>the Python interpreter does not know its own path, so no agent can be started</source>
        <translation>der Python-Interpreter kennt seinen eigenen Pfad nicht, daher lässt sich kein Agent starten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="820" />
        <source>the Python interpreter does not know its own path, so no server can be started</source>
        <translation>der Python-Interpreter kennt seinen eigenen Pfad nicht, daher lässt sich kein Server starten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="821" />
        <source>the Python interpreter has no path that can be written to a file</source>
        <translation>der Python-Interpreter hat keinen Pfad, der sich in eine Datei schreiben lässt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="822" />
        <source>the SVG and the PDF cannot be the same file</source>
        <translation>SVG und PDF können nicht dieselbe Datei sein</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="823" />
        <source>the UUID</source>
        <translation>die UUID</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="824" />
        <source>the UUID has not the canonical form</source>
        <translation>die UUID hat nicht die kanonische Form</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="825" />
        <source>the UUID has not the form 8-4-4-4-12 in lower case</source>
        <translation>die UUID hat nicht die Form 8-4-4-4-12 in Kleinbuchstaben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="826" />
        <source>the agent (process {0}) has not ended after {1} seconds</source>
        <translation>der Agent (Prozess {0}) hat sich nach {1} Sekunden nicht beendet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="827" />
        <source>the agent cannot say who it is</source>
        <translation>der Agent kann nicht sagen, wer er ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="828" />
        <source>the agent ended before it was ready</source>
        <translation>der Agent hat sich beendet, bevor er bereit war</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="829" />
        <source>the agent was not ready after {0} seconds</source>
        <translation>der Agent war nach {0} Sekunden nicht bereit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="830" />
        <source>the agent's D-Bus name</source>
        <translation>der D-Bus-Name des Agenten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="831" />
        <source>the area of keyslot {0} at {1} lies over another one</source>
        <translation>der Bereich von Schlüsselfach {0} an der Stelle {1} überlappt einen anderen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="832" />
        <source>the area of keyslot {0} at {1} lies over the header</source>
        <translation>der Bereich von Schlüsselfach {0} an der Stelle {1} überlappt den Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="833" />
        <source>the area of keyslot {0} at {1} reaches into the data at {2}</source>
        <translation>der Bereich von Schlüsselfach {0} an der Stelle {1} reicht in die Daten hinein, die bei {2} beginnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="834" />
        <source>the attached plaintext cannot be opened for a loop device</source>
        <translation>der bereitgestellte Klartext lässt sich nicht für ein Loop-Gerät öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="835" />
        <source>the attached plaintext cannot be read</source>
        <translation>der bereitgestellte Klartext ist nicht lesbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="836" />
        <source>the attacher is gone</source>
        <translation>das Programm, das das Volume geöffnet hat, gibt es nicht mehr</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="837" />
        <source>the backup has a {0} header of {1} bytes, here is {2} of {3}</source>
        <translation>die Sicherung hat einen Header im Format {0} mit {1} Byte, hier ist {2} mit {3}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="838" />
        <source>the backup has another volume key, which does not decrypt what was written with that of the container</source>
        <translation>die Sicherung hat einen anderen Volume-Schlüssel, der nicht entschlüsselt, was mit dem des Containers geschrieben wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="839" />
        <source>the backup has another {0}: {1}, the container {2}</source>
        <translation>die Sicherung weicht ab ({0}): {1}, im Container {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="840" />
        <source>the backup has {0} bytes, the header in it {1}</source>
        <translation>die Sicherung hat {0} Byte, der Header darin {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="841" />
        <source>the backup holds a {0} header, and the format named is {1}</source>
        <translation>die Sicherung enthält einen Header im Format {0}, und angegeben ist das Format {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="842" />
        <source>the backup holds no LUKS header</source>
        <translation>die Sicherung enthält keinen LUKS-Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="843" />
        <source>the backup is of another volume: its data begins at {0}, here at {1}</source>
        <translation>die Sicherung ist von einem anderen Volume: Dessen Daten beginnen bei {0}, hier bei {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="844" />
        <source>the backup is of the volume {0}, the container holds {1}</source>
        <translation>die Sicherung gehört zum Volume {0}, der Container enthält {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="845" />
        <source>the backups are kept</source>
        <translation>die Sicherungen bleiben erhalten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="846" />
        <source>the checksum algorithm is unknown</source>
        <translation>das Verfahren der Prüfsumme ist unbekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="847" />
        <source>the checksum does not fit</source>
        <translation>die Prüfsumme stimmt nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="848" />
        <source>the checksum of the header's fields is wrong</source>
        <translation>die Prüfsumme über die Felder des Headers ist falsch</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="849" />
        <source>the checksum of the header's keys is wrong</source>
        <translation>die Prüfsumme über die Schlüssel des Headers ist falsch</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="850" />
        <source>the cipher</source>
        <translation>die Verschlüsselung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="851" />
        <source>the cipher {0} cannot be used: {1}</source>
        <translation>die Verschlüsselung {0} ist nicht verwendbar: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="852" />
        <source>the cipher {0} is not supported</source>
        <translation>die Verschlüsselung {0} wird nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="853" />
        <source>the cipher {0}-{1} is not supported</source>
        <translation>die Verschlüsselung {0}-{1} wird nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="854" />
        <source>the compiled part of vault is missing</source>
        <translation>der kompilierte Teil von vault fehlt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="855" />
        <source>the connection to FUSE broke</source>
        <translation>die Verbindung zu FUSE ist abgerissen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="856" />
        <source>the container belongs to another user</source>
        <translation>der Container gehört einem anderen Benutzer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="857" />
        <source>the container cannot be handed to the kernel</source>
        <translation>der Container lässt sich nicht an den Kernel übergeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="858" />
        <source>the container cannot be locked</source>
        <translation>der Container lässt sich nicht sperren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="859" />
        <source>the container ends before it</source>
        <translation>der Container endet davor</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="860" />
        <source>the container ends before its data begins</source>
        <translation>der Container endet, bevor seine Daten beginnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="861" />
        <source>the container ends before the first sectors of the volume, which are stored elsewhere</source>
        <translation>der Container endet vor den ersten Sektoren des Volumes, die an anderer Stelle gespeichert sind</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="862" />
        <source>the container ends inside it</source>
        <translation>der Container endet mittendrin</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="863" />
        <source>the container ends inside the header</source>
        <translation>der Container endet mitten im Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="864" />
        <source>the container ends within keyslot {0}</source>
        <translation>der Container endet mitten in Schlüsselfach {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="865" />
        <source>the container has no BitLocker signature</source>
        <translation>der Container hat keine BitLocker-Signatur</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="866" />
        <source>the container has no Core Storage header</source>
        <translation>der Container hat keinen Header von Core Storage</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="867" />
        <source>the container has no LUKS header</source>
        <translation>der Container hat keinen LUKS-Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="868" />
        <source>the container has no LUKS1 header</source>
        <translation>der Container hat keinen LUKS1-Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="869" />
        <source>the container has no LUKS2 header</source>
        <translation>der Container hat keinen LUKS2-Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="870" />
        <source>the container has no name in any folder</source>
        <translation>der Container hat in keinem Ordner einen Namen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="871" />
        <source>the container has no room for a header at the place {0}</source>
        <translation>der Container hat an der Stelle {0} keinen Platz für einen Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="872" />
        <source>the container has {0} bytes, and the volume is to reach to {1}</source>
        <translation>der Container hat {0} Byte, und das Volume soll bis {1} reichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="873" />
        <source>the container has {0} bytes, its header alone needs {1}</source>
        <translation>der Container hat {0} Byte, allein sein Header braucht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="874" />
        <source>the container holds zeros wherever nothing is written: it shows how much of the volume is used, and where</source>
        <translation>wo nichts geschrieben wurde, enthält der Container Nullen: Er verrät, wie viel vom Volume belegt ist und wo</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="875" />
        <source>the container holds {0} bytes but its data and tags alone end at {1}</source>
        <translation>der Container enthält {0} Byte, aber allein seine Daten und Tags enden bei {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="876" />
        <source>the container holds {0} bytes but its header promises {1}</source>
        <translation>der Container enthält {0} Byte, aber sein Header verspricht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="877" />
        <source>the container holds {0} bytes, its header alone has {1}</source>
        <translation>der Container enthält {0} Byte, allein sein Header hat {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="878" />
        <source>the container is in use</source>
        <translation>der Container wird benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="879" />
        <source>the container is neither a file nor a block device</source>
        <translation>der Container ist weder eine Datei noch ein Blockgerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="880" />
        <source>the container is not open</source>
        <translation>der Container ist nicht geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="881" />
        <source>the container is not open for what is asked</source>
        <translation>der Container ist nicht für das geöffnet, was verlangt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="882" />
        <source>the container is one that its user may not open</source>
        <translation>diesen Container darf sein Benutzer nicht öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="883" />
        <source>the container is shorter than its header says</source>
        <translation>der Container ist kürzer, als sein Header angibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="884" />
        <source>the container is to have {0} bytes, of which its header alone takes {1}</source>
        <translation>der Container soll {0} Byte haben, davon nimmt allein der Header {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="885" />
        <source>the container is too short for a FreeOTFE volume</source>
        <translation>der Container ist zu kurz für ein FreeOTFE-Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="886" />
        <source>the container keeps what it held before wherever nothing is written: it shows how much of the volume is used, and where</source>
        <translation>wo nichts geschrieben wurde, behält der Container seinen früheren Inhalt: Er verrät, wie viel vom Volume belegt ist und wo</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="887" />
        <source>the container lies on a file system ({0}) that only this user can read</source>
        <translation>der Container liegt auf einem Dateisystem ({0}), das nur dieser Benutzer lesen kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="888" />
        <source>the container lies on a file system that the helper does not trust</source>
        <translation>der Container liegt auf einem Dateisystem, dem das Hilfsprogramm nicht vertraut</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="889" />
        <source>the container shows no LUKS header</source>
        <translation>der Container zeigt keinen LUKS-Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="890" />
        <source>the container shows nothing that tells whose header it had</source>
        <translation>der Container zeigt nichts, was verrät, wessen Header er hatte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="891" />
        <source>the container's file system does not answer</source>
        <translation>das Dateisystem des Containers antwortet nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="892" />
        <source>the copy at {0} says that it belongs at {1}</source>
        <translation>die Kopie an der Stelle {0} gibt an, dass sie nach {1} gehört</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="893" />
        <source>the costs of Argon2 are out of range</source>
        <translation>der Aufwand für Argon2 liegt außerhalb der Grenzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="894" />
        <source>the credential does not open it</source>
        <translation>die Zugangsdaten öffnen ihn nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="895" />
        <source>the credential in the desktop keyring</source>
        <translation>das Geheimnis im Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="896" />
        <source>the credential is not remembered: {0}</source>
        <translation>die Zugangsdaten werden nicht gemerkt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="897" />
        <source>the credential makes no usable key: {0}</source>
        <translation>die Zugangsdaten ergeben keinen brauchbaren Schlüssel: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="898" />
        <source>the credential manager</source>
        <translation>die Anmeldeinformationsverwaltung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="899" />
        <source>the critical data block has the layout {0}</source>
        <translation>der kritische Datenblock hat den Aufbau {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="900" />
        <source>the critical data block says it has the layout {0} and is of another</source>
        <translation>der kritische Datenblock gibt den Aufbau {0} an und hat einen anderen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="901" />
        <source>the data begins inside the header</source>
        <translation>die Daten beginnen innerhalb des Headers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="902" />
        <source>the data begins inside the header, which has {0} bytes</source>
        <translation>die Daten beginnen innerhalb des Headers, der {0} Byte hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="903" />
        <source>the data does not begin with the superblock of dm-integrity</source>
        <translation>die Daten beginnen nicht mit dem Superblock von dm-integrity</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="904" />
        <source>the data offset is not whole sectors</source>
        <translation>der Offset der Daten besteht nicht aus ganzen Sektoren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="905" />
        <source>the data offset is too large for LUKS1</source>
        <translation>der Offset der Daten ist zu groß für LUKS1</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="906" />
        <source>the data would begin inside the header</source>
        <translation>die Daten würden innerhalb des Headers beginnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="907" />
        <source>the desktop keyring</source>
        <translation>der Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="908" />
        <source>the desktop keyring had the former passphrase, which was removed there</source>
        <translation>der Schlüsselbund hatte noch die frühere Passphrase, sie wurde dort entfernt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="909" />
        <source>the detached header is the container itself</source>
        <translation>der getrennte Header ist der Container selbst</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="910" />
        <source>the device {0}</source>
        <translation>das Gerät {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="911" />
        <source>the digest asks for {0} iterations, the limit is {1}</source>
        <translation>der Digest verlangt {0} Iterationen, die Grenze ist {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="912" />
        <source>the digest needs iterations</source>
        <translation>der Digest braucht Iterationen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="913" />
        <source>the digest of the metadata has a wrong size</source>
        <translation>der Digest der Metadaten hat eine falsche Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="914" />
        <source>the digest of the volume key has no iterations</source>
        <translation>der Digest des Volume-Schlüssels hat keine Iterationen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="915" />
        <source>the disk may be failing; use another</source>
        <translation>der Datenträger ist vielleicht defekt; bitte einen anderen nehmen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="916" />
        <source>the drive {0} of the partition cannot be read: {1}</source>
        <translation>das Laufwerk {0} der Partition ist nicht lesbar: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="917" />
        <source>the driver (process {0}) is still writing</source>
        <translation>der Treiber (Prozess {0}) schreibt noch</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="918" />
        <source>the driver ended as soon as it had mounted the volume</source>
        <translation>der Treiber hat sich beendet, sobald er das Volume eingehängt hatte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="919" />
        <source>the encrypted area begins at {0}, within the headers</source>
        <translation>der verschlüsselte Bereich beginnt bei {0}, mitten in den Headern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="920" />
        <source>the encrypted area is larger than the volume</source>
        <translation>der verschlüsselte Bereich ist größer als das Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="921" />
        <source>the encrypted part of the volume does not end with a sector</source>
        <translation>der verschlüsselte Teil des Volumes endet nicht an einer Sektorgrenze</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="922" />
        <source>the encryption method {0} is not supported</source>
        <translation>das Verschlüsselungsverfahren {0} wird nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="923" />
        <source>the end</source>
        <translation>das Ende</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="924" />
        <source>the entries of the metadata are nested deeper than {0}</source>
        <translation>die Einträge der Metadaten sind tiefer als {0} verschachtelt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="925" />
        <source>the file is shorter than it was when it was opened</source>
        <translation>die Datei ist kürzer als beim Öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="926" />
        <source>the file system</source>
        <translation>das Dateisystem</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="927" />
        <source>the file system can only be mounted read-only in its present state</source>
        <translation>das Dateisystem lässt sich in seinem jetzigen Zustand nur schreibgeschützt einhängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="928" />
        <source>the file system is damaged: {0}</source>
        <translation>das Dateisystem ist beschädigt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="929" />
        <source>the file system uses {0}, which fuse2fs does not write safely</source>
        <translation>das Dateisystem benutzt {0}, was fuse2fs nicht sicher schreibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="930" />
        <source>the file system was not dismounted cleanly and is shown as it was left</source>
        <translation>das Dateisystem wurde nicht sauber ausgehängt und wird so gezeigt, wie es zurückblieb</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="931" />
        <source>the file's owner or root can grant it</source>
        <translation>der Besitzer der Datei oder root kann das erlauben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="932" />
        <source>the flags of the volume contradict each other</source>
        <translation>die Flags des Volumes widersprechen einander</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="933" />
        <source>the flags {0}</source>
        <translation>die Flags {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="934" />
        <source>the folder of keyfiles {0} has more than {1} files</source>
        <translation>der Ordner mit Schlüsseldateien {0} enthält mehr als {1} Dateien</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="935" />
        <source>the folder of keyfiles {0} has no files</source>
        <translation>der Ordner mit Schlüsseldateien {0} enthält keine Dateien</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="936" />
        <source>the former passphrase may still be in the desktop keyring: {0}</source>
        <translation>die frühere Passphrase liegt vielleicht noch im Schlüsselbund: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="937" />
        <source>the free space of {0} cannot be told</source>
        <translation>der freie Platz von {0} lässt sich nicht feststellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="938" />
        <source>the guard of fuse2fs is in a folder whose name the dynamic linker would cut</source>
        <translation>der Schutz für fuse2fs liegt in einem Ordner, dessen Namen der dynamische Linker abschneiden würde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="939" />
        <source>the guard of fuse2fs was not built</source>
        <translation>der Schutz für fuse2fs wurde nicht gebaut</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="940" />
        <source>the hash {0} is not supported</source>
        <translation>der Hash {0} wird nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="941" />
        <source>the hash {0} is too short for LUKS1</source>
        <translation>der Hash {0} ist zu kurz für LUKS1</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="942" />
        <source>the header</source>
        <translation>der Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="943" />
        <source>the header does not speak of it any more</source>
        <translation>der Header nennt ihn nicht mehr</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="944" />
        <source>the header gives two different sizes of the hidden volume</source>
        <translation>der Header gibt zwei verschiedene Größen des versteckten Volumes an</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="945" />
        <source>the header has changed since it was read</source>
        <translation>der Header hat sich geändert, seit er gelesen wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="946" />
        <source>the header has flags ({0}) that udisks2 would follow unasked</source>
        <translation>der Header hat Flags ({0}), denen udisks2 ungefragt folgen würde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="947" />
        <source>the header has keyslots that were not checked, and udisks2 would try them</source>
        <translation>der Header hat Schlüsselfächer, die nicht geprüft wurden, und udisks2 würde sie versuchen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="948" />
        <source>the header has more tokens for security keys than are tried</source>
        <translation>der Header hat mehr Token für Sicherheitsschlüssel, als versucht werden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="949" />
        <source>the header has unknown flags ({0})</source>
        <translation>der Header hat unbekannte Flags ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="950" />
        <source>the header has version {0} and asks for version {1}.{2} of {3}, which is newer than known</source>
        <translation>der Header hat Version {0} und verlangt Version {1}.{2} von {3}, die neuer ist als bekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="951" />
        <source>the header in the backup has {0} bytes, the container only {1}</source>
        <translation>der Header in der Sicherung hat {0} Byte, der Container nur {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="952" />
        <source>the header of a {0} volume cannot be changed while it is open</source>
        <translation>der Header eines Volumes im Format {0} lässt sich nicht ändern, solange es offen ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="953" />
        <source>the header of a {0} volume cannot become {1} in place</source>
        <translation>der Header eines Volumes im Format {0} lässt sich nicht an Ort und Stelle in {1} umwandeln</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="954" />
        <source>the header of a {0} volume is neither saved nor restored</source>
        <translation>der Header eines Volumes im Format {0} wird weder gesichert noch wiederhergestellt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="955" />
        <source>the header of the data set contradicts itself</source>
        <translation>der Header des Datensatzes widerspricht sich selbst</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="956" />
        <source>the header of the hidden volume gives no size</source>
        <translation>der Header des versteckten Volumes gibt keine Größe an</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="957" />
        <source>the header of {0} is as it was</source>
        <translation>der Header von {0} ist, wie er war</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="958" />
        <source>the header of {0} is being changed</source>
        <translation>der Header von {0} wird gerade geändert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="959" />
        <source>the header of {0} is being changed by {1}</source>
        <translation>der Header von {0} wird gerade geändert von: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="960" />
        <source>the header of {0} is kept</source>
        <translation>der Header von {0} bleibt erhalten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="961" />
        <source>the header of {0} was changed since the volume was opened</source>
        <translation>der Header von {0} wurde seit dem Öffnen des Volumes geändert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="962" />
        <source>the header promises {0} bytes of data but dm-integrity provides {1}</source>
        <translation>der Header verspricht {0} Byte Daten, aber dm-integrity stellt {1} bereit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="963" />
        <source>the header says {0} but its key was derived as {1}'s</source>
        <translation>der Header gibt {0} an, aber sein Schlüssel wurde wie bei {1} abgeleitet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="964" />
        <source>the header speaks of no secret in a desktop keyring</source>
        <translation>der Header nennt kein Geheimnis in einem Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="965" />
        <source>the header that is there is not damaged, and cannot be compared: {0}</source>
        <translation>der vorhandene Header ist nicht beschädigt und lässt sich nicht vergleichen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="966" />
        <source>the header was changed while it was saved</source>
        <translation>der Header wurde geändert, während er gesichert wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="967" />
        <source>the header was made by somebody with a faster machine, or to tie up yours; raise the limit if you trust it</source>
        <translation>der Header stammt von jemandem mit einem schnelleren Rechner, oder er soll diesen hier blockieren; ist er vertrauenswürdig, lässt sich die Grenze anheben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="968" />
        <source>the header's JSON</source>
        <translation>das JSON des Headers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="969" />
        <source>the header's JSON needs {0} bytes, its area has room for {1}</source>
        <translation>das JSON des Headers braucht {0} Byte, sein Bereich hat Platz für {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="970" />
        <source>the header's flags do not fit its place ({0})</source>
        <translation>die Flags des Headers passen nicht zu seiner Stelle ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="971" />
        <source>the header's persistent flags are not used: {0}</source>
        <translation>die dauerhaften Flags des Headers werden nicht benutzt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="972" />
        <source>the header's sequence id cannot grow any more</source>
        <translation>die Sequenznummer des Headers kann nicht weiter wachsen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="973" />
        <source>the helper cannot read its record of {0}</source>
        <translation>das Hilfsprogramm kann seine Aufzeichnung zu {0} nicht lesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="974" />
        <source>the helper cannot write its record</source>
        <translation>das Hilfsprogramm kann seine Aufzeichnung nicht schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="975" />
        <source>the helper could not take the caller's place</source>
        <translation>das Hilfsprogramm konnte nicht an die Stelle des Aufrufers treten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="976" />
        <source>the helper does not answer: it gave no reason</source>
        <translation>das Hilfsprogramm antwortet nicht: Es nannte keinen Grund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="977" />
        <source>the helper does not answer: {0}</source>
        <translation>das Hilfsprogramm antwortet nicht: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="978" />
        <source>the helper does not have the cipher of this volume</source>
        <translation>das Hilfsprogramm kennt die Verschlüsselung dieses Volumes nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="979" />
        <source>the helper ended without an answer: it gave no reason</source>
        <translation>das Hilfsprogramm endete ohne Antwort: Es nannte keinen Grund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="980" />
        <source>the helper ended without an answer: {0}</source>
        <translation>das Hilfsprogramm endete ohne Antwort: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="981" />
        <source>the helper is for LUKS2, not {0}</source>
        <translation>das Hilfsprogramm ist für LUKS2, nicht für {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="982" />
        <source>the helper may not be started without a password: {0}</source>
        <translation>das Hilfsprogramm darf nicht ohne Passwort gestartet werden: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="983" />
        <source>the helper mounts no {0}</source>
        <translation>das Hilfsprogramm hängt {0} nicht ein</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="984" />
        <source>the helper speaks version {0}, the request is of version {1}</source>
        <translation>das Hilfsprogramm spricht Version {0}, die Anfrage ist von Version {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="985" />
        <source>the helper's answer cannot be read</source>
        <translation>die Antwort des Hilfsprogramms ist nicht lesbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="986" />
        <source>the hidden volume is to have the credential of the outer one, which would always open instead</source>
        <translation>das versteckte Volume soll dieselben Zugangsdaten bekommen wie das äußere, das sich dann immer statt seiner öffnen würde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="987" />
        <source>the hidden volume may have {0} bytes at most, and is to have {1}</source>
        <translation>das versteckte Volume darf höchstens {0} Byte haben und soll {1} haben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="988" />
        <source>the image begins at a multiple of {0} bytes</source>
        <translation>das Abbild beginnt bei einem Vielfachen von {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="989" />
        <source>the integrity {0} of {1} is not supported</source>
        <translation>der Integritätsschutz {0} mit {1} wird nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="990" />
        <source>the item for keyslot {0} in the keyring holds no secret of vault's: it was changed</source>
        <translation>der Eintrag für Schlüsselfach {0} im Schlüsselbund enthält kein Geheimnis von vault: Er wurde geändert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="991" />
        <source>the item for {0} in {1} was changed and cannot be read</source>
        <translation>der Eintrag für {0} wurde geändert und ist nicht lesbar ({1})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="992" />
        <source>the item went away from the keyring just now</source>
        <translation>der Eintrag ist gerade aus dem Schlüsselbund verschwunden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="993" />
        <source>the journal cannot be kept in the new container {0}</source>
        <translation>das Journal kann nicht im neuen Container {0} liegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="994" />
        <source>the journal is damaged</source>
        <translation>das Journal ist beschädigt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="995" />
        <source>the journal of its integrity is itself encrypted or protected</source>
        <translation>das Journal des Integritätsschutzes ist selbst verschlüsselt oder geschützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="996" />
        <source>the journal says that {0} bytes are done, which cannot be</source>
        <translation>laut Journal sind {0} Byte erledigt, was nicht sein kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="997" />
        <source>the journal was written by another version of vault</source>
        <translation>das Journal wurde von einer anderen Version von vault geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="998" />
        <source>the kernel could not mount the {0}: {1}</source>
        <translation>der Kernel konnte {0} nicht einhängen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="999" />
        <source>the kernel does not mount this {0}: {1}</source>
        <translation>der Kernel hängt {0} hier nicht ein: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1000" />
        <source>the kernel does not take the mapping</source>
        <translation>der Kernel nimmt das Mapping nicht an</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1001" />
        <source>the kernel does not take the mapping: {0}</source>
        <translation>der Kernel nimmt das Mapping nicht an: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1002" />
        <source>the kernel does not tell of devices</source>
        <translation>der Kernel meldet keine Geräte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1003" />
        <source>the kernel has dm-crypt</source>
        <translation>der Kernel hat dm-crypt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1004" />
        <source>the kernel has no FUSE, or /dev/fuse is missing</source>
        <translation>der Kernel hat kein FUSE, oder /dev/fuse fehlt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1005" />
        <source>the kernel has no device-mapper</source>
        <translation>der Kernel hat keinen device-mapper</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1006" />
        <source>the kernel has no dm-crypt</source>
        <translation>der Kernel hat kein dm-crypt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1007" />
        <source>the kernel has no dm-integrity</source>
        <translation>der Kernel hat kein dm-integrity</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1008" />
        <source>the kernel has no free loop device</source>
        <translation>der Kernel hat kein freies Loop-Gerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1009" />
        <source>the kernel has no loop devices</source>
        <translation>der Kernel hat keine Loop-Geräte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1010" />
        <source>the kernel has no {0}</source>
        <translation>im Kernel fehlt {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1011" />
        <source>the kernel makes no mapping</source>
        <translation>der Kernel legt kein Mapping an</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1012" />
        <source>the kernel tells no more of devices</source>
        <translation>der Kernel meldet keine Geräte mehr</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1013" />
        <source>the kernel's crypto interface has no {0}</source>
        <translation>in der Krypto-Schnittstelle des Kernels fehlt {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1014" />
        <source>the kernel's device-mapper does not answer</source>
        <translation>der device-mapper des Kernels antwortet nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1015" />
        <source>the kernel's dm-crypt shows the volume as a block device</source>
        <translation>dm-crypt im Kernel zeigt das Volume als Blockgerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1016" />
        <source>the kernel's keyring</source>
        <translation>der Schlüsselbund des Kernels</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1017" />
        <source>the kernel's keyring cannot be used here: {0}</source>
        <translation>der Schlüsselbund des Kernels ist hier nicht verwendbar: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1018" />
        <source>the kernel's keyring has no room for another key of this user</source>
        <translation>der Schlüsselbund des Kernels hat keinen Platz für einen weiteren Schlüssel dieses Benutzers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1019" />
        <source>the kernel's keyring is not known on {0}</source>
        <translation>der Schlüsselbund des Kernels ist auf {0} nicht bekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1020" />
        <source>the kernel's log (dmesg) says why</source>
        <translation>das Protokoll des Kernels (dmesg) nennt den Grund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1021" />
        <source>the kernel's {0} is the fastest and safest way</source>
        <translation>im Kernel ist {0} der schnellste und sicherste Weg</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1022" />
        <source>the key</source>
        <translation>der Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1023" />
        <source>the key '{0}' cannot be had from the kernel's keyring: {1}</source>
        <translation>der Schlüssel „{0}“ ist vom Schlüsselbund des Kernels nicht zu bekommen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1024" />
        <source>the key '{0}' in {1} is empty</source>
        <translation>der Schlüssel „{0}“ ist leer ({1})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1025" />
        <source>the key cannot be given to the kernel's keyring: {0}</source>
        <translation>der Schlüssel lässt sich nicht an den Schlüsselbund des Kernels geben: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1026" />
        <source>the key cannot be taken from the kernel's keyring</source>
        <translation>der Schlüssel lässt sich nicht aus dem Schlüsselbund des Kernels nehmen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1027" />
        <source>the key derivation of keyslot {0} is so cheap that the passphrase is easily guessed</source>
        <translation>die Schlüsselableitung von Schlüsselfach {0} ist so billig, dass die Passphrase leicht zu erraten ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1028" />
        <source>the key does not match its digest</source>
        <translation>der Schlüssel passt nicht zu seinem Digest</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1029" />
        <source>the key does not open what it should</source>
        <translation>der Schlüssel öffnet nicht, was er öffnen soll</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1030" />
        <source>the key file</source>
        <translation>die Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1031" />
        <source>the key file {0}</source>
        <translation>die Schlüsseldatei {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1032" />
        <source>the key file {0} is a folder</source>
        <translation>die Schlüsseldatei {0} ist ein Ordner</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1033" />
        <source>the key of the metadata cannot be used for AES-XTS</source>
        <translation>der Schlüssel der Metadaten ist für AES-XTS nicht verwendbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1034" />
        <source>the keychain</source>
        <translation>der macOS-Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1035" />
        <source>the keyfile {0} is empty</source>
        <translation>die Schlüsseldatei {0} ist leer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1036" />
        <source>the keyfile {0} is not a regular file</source>
        <translation>die Schlüsseldatei {0} ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1037" />
        <source>the keyring</source>
        <translation>der Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1038" />
        <source>the keyring answered what cannot be understood: {0}</source>
        <translation>der Schlüsselbund antwortete etwas Unverständliches: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1039" />
        <source>the keyring backend {0} is no part of the package keyring and is not loaded</source>
        <translation>das Schlüsselbund-Backend {0} gehört nicht zum Paket keyring und wird nicht geladen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1040" />
        <source>the keyring did not answer within {0} seconds</source>
        <translation>der Schlüsselbund hat nicht innerhalb von {0} Sekunden geantwortet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1041" />
        <source>the keyring did not keep the credential as it was given</source>
        <translation>der Schlüsselbund hat die Zugangsdaten nicht so behalten, wie er sie bekam</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1042" />
        <source>the keyring did not keep the secret as it was given</source>
        <translation>der Schlüsselbund hat das Geheimnis nicht so behalten, wie er es bekam</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1043" />
        <source>the keyring ended while it was asked, or could not be started</source>
        <translation>der Schlüsselbund hat sich während der Anfrage beendet oder ließ sich nicht starten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1044" />
        <source>the keyring ended while its dialog was open</source>
        <translation>der Schlüsselbund hat sich beendet, während sein Dialog offen war</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1045" />
        <source>the keyring gets a keyslot of its own here</source>
        <translation>der Schlüsselbund bekommt hier ein eigenes Schlüsselfach</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1046" />
        <source>the keyring has no item for {0}</source>
        <translation>der Schlüsselbund hat keinen Eintrag für {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1047" />
        <source>the keyring has {0} items for {1}: the newest is used</source>
        <translation>der Schlüsselbund hat {0} Einträge für {1}: Der neueste wird benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1048" />
        <source>the keyring holds the passphrase itself: whoever reads it there opens the volume, and every copy of it for ever</source>
        <translation>der Schlüsselbund bewahrt die Passphrase selbst auf: Wer sie dort liest, öffnet das Volume und jede Kopie davon, für immer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1049" />
        <source>the keyring is locked</source>
        <translation>der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1050" />
        <source>the keyring is locked, and its dialog was dismissed or could not be shown</source>
        <translation>der Schlüsselbund ist gesperrt, und sein Dialog wurde abgelehnt oder ließ sich nicht zeigen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1051" />
        <source>the keyring refused: {0}</source>
        <translation>der Schlüsselbund hat abgelehnt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1052" />
        <source>the keyring was not searched for the credential: {0}</source>
        <translation>der Schlüsselbund wurde nicht nach den Zugangsdaten durchsucht: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1053" />
        <source>the keyring was not searched for what is left over: {0}</source>
        <translation>der Schlüsselbund wurde nicht nach Übrigem durchsucht: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1054" />
        <source>the keyring's dialog was dismissed</source>
        <translation>der Dialog des Schlüsselbunds wurde abgelehnt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1055" />
        <source>the keyring's dialog was not answered within {0} seconds</source>
        <translation>der Dialog des Schlüsselbunds wurde nicht innerhalb von {0} Sekunden beantwortet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1056" />
        <source>the keyslot area at {0} of {1} bytes is not inside the keyslots area</source>
        <translation>der Bereich eines Schlüsselfachs an der Stelle {0} mit {1} Byte liegt nicht im Bereich der Schlüsselfächer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1057" />
        <source>the keyslot needs iterations</source>
        <translation>das Schlüsselfach braucht Iterationen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1058" />
        <source>the keyslots area has no room for another keyslot</source>
        <translation>im Bereich der Schlüsselfächer ist kein Platz für ein weiteres Schlüsselfach</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1059" />
        <source>the keyslots contradict each other about where they are</source>
        <translation>die Schlüsselfächer widersprechen einander darin, wo sie liegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1060" />
        <source>the keyslots size is a multiple of 4 KiB, at most 128 MiB</source>
        <translation>die Größe für die Schlüsselfächer ist ein Vielfaches von 4 KiB, höchstens 128 MiB</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1061" />
        <source>the label</source>
        <translation>die Bezeichnung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1062" />
        <source>the label holds characters that {0} cannot keep</source>
        <translation>die Bezeichnung enthält Zeichen, die {0} nicht speichern kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1063" />
        <source>the last data could not be written</source>
        <translation>die letzten Daten ließen sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1064" />
        <source>the last data could not be written: the file system is not marked clean</source>
        <translation>die letzten Daten ließen sich nicht schreiben: Das Dateisystem ist nicht als sauber markiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1065" />
        <source>the last data could not be written: {0}</source>
        <translation>die letzten Daten ließen sich nicht schreiben: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1066" />
        <source>the length</source>
        <translation>die Länge</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1067" />
        <source>the length of the hash is not a number from 1 to {0}</source>
        <translation>die Länge des Hashs ist keine Zahl von 1 bis {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1068" />
        <source>the length of the key</source>
        <translation>die Länge des Schlüssels</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1069" />
        <source>the libraries of this machine lack the cipher {0} with keys of {1} bits</source>
        <translation>den Bibliotheken dieses Rechners fehlt die Verschlüsselung {0} mit Schlüsseln von {1} Bit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1070" />
        <source>the limits are kernel.keys.maxkeys and kernel.keys.maxbytes; 'keyctl show @u' lists what is there</source>
        <translation>die Grenzen sind kernel.keys.maxkeys und kernel.keys.maxbytes; „keyctl show @u“ zeigt, was vorhanden ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1071" />
        <source>the logical volume cannot lie at {0}</source>
        <translation>das logische Volume kann nicht bei {0} liegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1072" />
        <source>the logical volume family has no proper UUID</source>
        <translation>die Familie der logischen Volumes hat keine richtige UUID</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1073" />
        <source>the logical volume is in several pieces or on several disks</source>
        <translation>das logische Volume besteht aus mehreren Stücken oder liegt auf mehreren Datenträgern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1074" />
        <source>the loop device cannot be set up</source>
        <translation>das Loop-Gerät lässt sich nicht einrichten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1075" />
        <source>the magic is not there</source>
        <translation>die Kennung am Anfang fehlt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1076" />
        <source>the mark of {0} is in the header at {1}: something else wrote there</source>
        <translation>das Zeichen von {0} steht im Header bei {1}: Etwas anderes hat dorthin geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1077" />
        <source>the metadata does not lie where it says itself</source>
        <translation>die Metadaten liegen nicht dort, wo sie selbst angeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1078" />
        <source>the metadata does not say where the first sectors of the volume are</source>
        <translation>die Metadaten geben nicht an, wo die ersten Sektoren des Volumes liegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1079" />
        <source>the metadata does not say where the logical volume is</source>
        <translation>die Metadaten geben nicht an, wo das logische Volume liegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1080" />
        <source>the metadata has a digest of an unknown kind</source>
        <translation>die Metadaten haben einen Digest unbekannter Art</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1081" />
        <source>the metadata has more than {0} entries</source>
        <translation>die Metadaten haben mehr als {0} Einträge</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1082" />
        <source>the metadata has no block of type {0}</source>
        <translation>die Metadaten haben keinen Block vom Typ {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1083" />
        <source>the metadata has no digest sealed with the volume master key</source>
        <translation>die Metadaten haben keinen Digest, der mit dem Volume-Hauptschlüssel versiegelt ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1084" />
        <source>the metadata has no volume key or no digest</source>
        <translation>die Metadaten haben keinen Volume-Schlüssel oder keinen Digest</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1085" />
        <source>the metadata has no {0}, or one of another type</source>
        <translation>in den Metadaten fehlt {0} oder hat einen anderen Typ</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1086" />
        <source>the metadata has two entries of role {0} and kind {1}</source>
        <translation>die Metadaten haben zwei Einträge mit der Rolle {0} und der Art {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1087" />
        <source>the metadata names two places for the first sectors of the volume</source>
        <translation>die Metadaten nennen zwei Stellen für die ersten Sektoren des Volumes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1088" />
        <source>the metadata of the volume holds no key of it</source>
        <translation>die Metadaten des Volumes enthalten keinen Schlüssel dazu</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1089" />
        <source>the metadata of the volume is compressed</source>
        <translation>die Metadaten des Volumes sind komprimiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1090" />
        <source>the metadata size is a power of two from 16 KiB to 4 MiB</source>
        <translation>die Größe der Metadaten ist eine Zweierpotenz von 16 KiB bis 4 MiB</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1091" />
        <source>the metadata was changed by somebody who has not its key</source>
        <translation>die Metadaten wurden von jemandem geändert, der den Schlüssel dazu nicht hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1092" />
        <source>the metadata would lie at {0}, outside the container</source>
        <translation>die Metadaten würden bei {0} liegen, außerhalb des Containers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1093" />
        <source>the mount lacks {0} although it was asked for</source>
        <translation>das Volume ist ohne {0} eingehängt, obwohl das verlangt war</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1094" />
        <source>the mount on {0}</source>
        <translation>das in {0} Eingehängte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1095" />
        <source>the mount on {0} is not as it was asked for</source>
        <translation>in {0} ist nicht so eingehängt, wie es verlangt war</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1096" />
        <source>the mount point {0} cannot be made: {1}</source>
        <translation>der Einhängepunkt {0} lässt sich nicht anlegen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1097" />
        <source>the mount point {0} cannot be used: {1}</source>
        <translation>der Einhängepunkt {0} ist nicht verwendbar: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1098" />
        <source>the mounted file system does not answer</source>
        <translation>das eingehängte Dateisystem antwortet nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1099" />
        <source>the name of user {0} is no name for a folder</source>
        <translation>der Name von Benutzer {0} taugt nicht als Name eines Ordners</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1100" />
        <source>the native server does not serve this plaintext</source>
        <translation>der native Server kann diesen Klartext nicht bereitstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1101" />
        <source>the new volume differs from the old one between its bytes {0} and {1}</source>
        <translation>das neue Volume unterscheidet sich vom alten zwischen den Bytes {0} und {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1102" />
        <source>the newest backup that was kept of the header is {0}</source>
        <translation>die neueste aufbewahrte Sicherung des Headers ist {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1103" />
        <source>the number of sectors to skip is out of range</source>
        <translation>die Anzahl der übersprungenen Sektoren liegt außerhalb der Grenzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1104" />
        <source>the offset</source>
        <translation>der Offset</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1105" />
        <source>the offset is not whole sectors</source>
        <translation>der Offset besteht nicht aus ganzen Sektoren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1106" />
        <source>the old volume has {0} bytes and the new one only {1}</source>
        <translation>das alte Volume hat {0} Byte und das neue nur {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1107" />
        <source>the option {0} means nothing to a new {1} volume</source>
        <translation>die Option {0} bedeutet nichts für ein neues Volume im Format {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1108" />
        <source>the option {0} means nothing to a {1} volume</source>
        <translation>die Option {0} bedeutet nichts für ein Volume im Format {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1109" />
        <source>the others hold the volume key</source>
        <translation>die anderen enthalten den Volume-Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1110" />
        <source>the outer volume has sectors of {0} bytes, and so has a hidden one in it</source>
        <translation>das äußere Volume hat Sektoren von {0} Byte, also auch ein verstecktes darin</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1111" />
        <source>the outer volume has {0} bytes, too few for a hidden volume of {1}</source>
        <translation>das äußere Volume hat {0} Byte, zu wenig für ein verstecktes Volume von {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1112" />
        <source>the outer volume is no larger</source>
        <translation>das äußere Volume ist nicht größer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1113" />
        <source>the outer volume was not filled with random data, so it shows that there is a hidden one</source>
        <translation>das äußere Volume wurde nicht mit Zufallsdaten gefüllt und verrät daher, dass es ein verstecktes gibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1114" />
        <source>the package fido2 is too old: version {0} is needed, {1} is there</source>
        <translation>das Paket fido2 ist zu alt: Version {0} wird gebraucht, {1} ist vorhanden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1115" />
        <source>the package fido2, which speaks to security keys, is missing</source>
        <translation>das Paket fido2 fehlt, das mit Sicherheitsschlüsseln spricht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1116" />
        <source>the package jeepney, which speaks D-Bus, is missing</source>
        <translation>das Paket jeepney fehlt, das D-Bus spricht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1117" />
        <source>the package {0}, which speaks to keyrings, is missing</source>
        <translation>das Paket {0} fehlt, das mit Schlüsselbunden spricht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1118" />
        <source>the padding is not zero</source>
        <translation>die Auffüllung besteht nicht aus Nullen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1119" />
        <source>the page of the recovery key</source>
        <translation>die Seite mit dem Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1120" />
        <source>the partition itself was named, so its offset is known</source>
        <translation>die Partition selbst wurde genannt, also ist ihr Offset bekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1121" />
        <source>the passphrase</source>
        <translation>die Passphrase</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1122" />
        <source>the passphrase has more than {0} bytes</source>
        <translation>die Passphrase hat mehr als {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1123" />
        <source>the passphrase is longer than {0} bytes</source>
        <translation>die Passphrase ist länger als {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1124" />
        <source>the passphrase is right, but no volume key opens with it</source>
        <translation>die Passphrase stimmt, aber kein Volume-Schlüssel öffnet sich damit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1125" />
        <source>the passphrase of a VeraCrypt volume has at most {0} bytes</source>
        <translation>die Passphrase eines VeraCrypt-Volumes hat höchstens {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1126" />
        <source>the passphrase opens no keyslot that would be left</source>
        <translation>die Passphrase öffnet keines der Schlüsselfächer, die blieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1127" />
        <source>the plaintext cannot be read</source>
        <translation>der Klartext ist nicht lesbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1128" />
        <source>the plaintext of this {0} volume is not what one dm-crypt table can map</source>
        <translation>der Klartext dieses Volumes im Format {0} lässt sich nicht mit einer einzigen dm-crypt-Tabelle abbilden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1129" />
        <source>the priorities of keyslots</source>
        <translation>die Ränge von Schlüsselfächern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1130" />
        <source>the privileged helper may be started</source>
        <translation>das privilegierte Hilfsprogramm darf gestartet werden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1131" />
        <source>the privileged helper, by {0}, has the kernel mount it below {1}</source>
        <translation>das privilegierte Hilfsprogramm, durch {0}, lässt es den Kernel unter {1} einhängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1132" />
        <source>the privileged helper, by {0}, has the kernel show it as a block device</source>
        <translation>das privilegierte Hilfsprogramm, durch {0}, lässt es den Kernel als Blockgerät zeigen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1133" />
        <source>the process that runs libblkid gave no sound answer</source>
        <translation>der Prozess, der libblkid ausführt, gab keine brauchbare Antwort</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1134" />
        <source>the recovery key</source>
        <translation>der Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1135" />
        <source>the recovery key is too long by {0}</source>
        <translation>der Wiederherstellungsschlüssel ist zu lang ({0} zu viel)</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1136" />
        <source>the recovery key is too short by {0}</source>
        <translation>der Wiederherstellungsschlüssel ist zu kurz ({0} zu wenig)</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1137" />
        <source>the remembered credential</source>
        <translation>das gemerkte Geheimnis</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1138" />
        <source>the request is refused because of the end, which lies outside the container</source>
        <translation>die Anfrage wird abgelehnt, weil das Ende außerhalb des Containers liegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1139" />
        <source>the request is refused because of {0}</source>
        <translation>die Anfrage wird abgelehnt; der Grund ist: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1140" />
        <source>the rest holds files of the outer volume</source>
        <translation>der Rest enthält Dateien des äußeren Volumes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1141" />
        <source>the salt of the digest is all zeros: this belongs to a re-encryption in the style of LUKS1 that was interrupted</source>
        <translation>das Salt des Digests besteht nur aus Nullen: Das gehört zu einer unterbrochenen Neuverschlüsselung in der Art von LUKS1</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1142" />
        <source>the secret has been wiped</source>
        <translation>das Geheimnis wurde gelöscht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1143" />
        <source>the secret of keyslot {0} is not in this keyring: it may be another computer's</source>
        <translation>das Geheimnis von Schlüsselfach {0} ist nicht in diesem Schlüsselbund: Vielleicht liegt es auf einem anderen Rechner</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1144" />
        <source>the sector size</source>
        <translation>die Sektorgröße</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1145" />
        <source>the sectors' IVs are made by the unknown method {0}</source>
        <translation>die IVs der Sektoren entstehen nach dem unbekannten Verfahren {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1146" />
        <source>the security key</source>
        <translation>der Sicherheitsschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1147" />
        <source>the segments are not numbered from 0 without a gap</source>
        <translation>die Segmente sind nicht lückenlos ab 0 nummeriert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1148" />
        <source>the self-test of {0} failed: the cryptographic library gives wrong answers</source>
        <translation>der Selbsttest von {0} ist fehlgeschlagen: Die kryptografische Bibliothek liefert falsche Ergebnisse</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1149" />
        <source>the separator is longer than {0} characters, or not printable ASCII</source>
        <translation>das Trennzeichen ist länger als {0} Zeichen oder kein druckbares ASCII</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1150" />
        <source>the server (process {0}) has not ended after {1} seconds</source>
        <translation>der Server (Prozess {0}) hat sich nach {1} Sekunden nicht beendet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1151" />
        <source>the server of {0} had ended before it was detached: data may not be written</source>
        <translation>der Server von {0} hatte sich schon vor dem Schließen beendet: Vielleicht sind Daten nicht geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1152" />
        <source>the server process ended before it was ready: it gave no reason</source>
        <translation>der Serverprozess hat sich beendet, bevor er bereit war: Er nannte keinen Grund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1153" />
        <source>the server process ended before it was ready: {0}</source>
        <translation>der Serverprozess hat sich beendet, bevor er bereit war: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1154" />
        <source>the server process was not ready after {0} seconds: it gave no reason</source>
        <translation>der Serverprozess war nach {0} Sekunden nicht bereit: Er nannte keinen Grund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1155" />
        <source>the server process was not ready after {0} seconds: {1}</source>
        <translation>der Serverprozess war nach {0} Sekunden nicht bereit: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1156" />
        <source>the session's D-Bus belongs to another user (number {0}), whose keyring is left alone</source>
        <translation>der D-Bus der Sitzung gehört einem anderen Benutzer (Nummer {0}), dessen Schlüsselbund unberührt bleibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1157" />
        <source>the session's D-Bus cannot be reached: it does not answer</source>
        <translation>der D-Bus der Sitzung ist nicht erreichbar: Er antwortet nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1158" />
        <source>the session's D-Bus cannot be reached: {0}</source>
        <translation>der D-Bus der Sitzung ist nicht erreichbar: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1159" />
        <source>the session's D-Bus cannot be used: its address is odd</source>
        <translation>der D-Bus der Sitzung ist nicht verwendbar: Seine Adresse ist ungewöhnlich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1160" />
        <source>the session's D-Bus does not answer</source>
        <translation>der D-Bus der Sitzung antwortet nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1161" />
        <source>the session's D-Bus ended while the keyring was asked</source>
        <translation>der D-Bus der Sitzung hat sich beendet, während der Schlüsselbund gefragt wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1162" />
        <source>the settings cannot name {0}: a plain volume has nothing that names it</source>
        <translation>die Einstellungen können {0} nicht benennen: An einem plain-Volume gibt es nichts, was es benennt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1163" />
        <source>the settings cannot name {0}: its UUID is {1}</source>
        <translation>die Einstellungen können {0} nicht benennen: Die UUID ist {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1164" />
        <source>the settings of the package keyring cannot be read: {0}</source>
        <translation>die Einstellungen des Pakets keyring sind nicht lesbar: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1165" />
        <source>the size is not whole sectors</source>
        <translation>die Größe besteht nicht aus ganzen Sektoren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1166" />
        <source>the size is out of range</source>
        <translation>die Größe liegt außerhalb der Grenzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1167" />
        <source>the skipped sectors are not whole encryption sectors</source>
        <translation>die übersprungenen Sektoren ergeben keine ganzen Verschlüsselungssektoren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1168" />
        <source>the socket belongs to somebody else than the user who started the helper</source>
        <translation>der Socket gehört jemand anderem als dem Benutzer, der das Hilfsprogramm gestartet hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1169" />
        <source>the startup key file has version {0}</source>
        <translation>die Datei mit dem Systemstartschlüssel hat Version {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1170" />
        <source>the startup key file is damaged: {0}</source>
        <translation>die Datei mit dem Systemstartschlüssel ist beschädigt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1171" />
        <source>the startup key file is that of another volume</source>
        <translation>die Datei mit dem Systemstartschlüssel gehört zu einem anderen Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1172" />
        <source>the state of {0} cannot be asked for</source>
        <translation>der Zustand von {0} lässt sich nicht abfragen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1173" />
        <source>the subsystem</source>
        <translation>das Subsystem</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1174" />
        <source>the superblock of dm-integrity has flags that are not known here: {0}</source>
        <translation>der Superblock von dm-integrity hat Flags, die hier nicht bekannt sind: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1175" />
        <source>the superblock of dm-integrity has version {0}</source>
        <translation>der Superblock von dm-integrity hat Version {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1176" />
        <source>the superblock of dm-integrity {0}</source>
        <translation>der Superblock von dm-integrity {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1177" />
        <source>the system's D-Bus cannot be understood: {0}: {1}</source>
        <translation>der D-Bus des Systems ist unverständlich: {0}: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1178" />
        <source>the system's D-Bus has gone: {0}</source>
        <translation>der D-Bus des Systems ist nicht mehr da: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1179" />
        <source>the system's log may say why</source>
        <translation>das Systemprotokoll nennt vielleicht den Grund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1180" />
        <source>the token has no id of an item in the keyring</source>
        <translation>das Token hat keine Kennung eines Eintrags im Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1181" />
        <source>the token is not one for volumes: it would have the security key speak to somebody else</source>
        <translation>das Token ist nicht für Volumes: Der Sicherheitsschlüssel würde damit mit jemand anderem sprechen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1182" />
        <source>the token is nothing that a header can hold</source>
        <translation>das Token ist nichts, was ein Header aufnehmen kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1183" />
        <source>the token is nothing that a header can hold: {0}</source>
        <translation>das Token ist nichts, was ein Header aufnehmen kann: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1184" />
        <source>the token names a key that vault keeps for itself, '{0}'</source>
        <translation>das Token nennt einen Schlüssel, den vault für sich selbst behält, „{0}“</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1185" />
        <source>the token names no key in the kernel's keyring</source>
        <translation>das Token nennt keinen Schlüssel im Schlüsselbund des Kernels</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1186" />
        <source>the token's description of a key is too long or cannot be printed</source>
        <translation>die Beschreibung eines Schlüssels im Token ist zu lang oder nicht druckbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1187" />
        <source>the token's {0} has {1} bytes, which no security key takes</source>
        <translation>{0} im Token hat {1} Byte, was kein Sicherheitsschlüssel annimmt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1188" />
        <source>the token's {0} is missing, or of no use</source>
        <translation>{0} fehlt im Token oder ist unbrauchbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1189" />
        <source>the token's {0} is neither true nor false</source>
        <translation>{0} im Token ist weder wahr noch falsch</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1190" />
        <source>the token's {0} is no base64</source>
        <translation>{0} im Token ist kein Base64</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1191" />
        <source>the two halves of an XTS key are equal, which makes it weak</source>
        <translation>die beiden Hälften eines XTS-Schlüssels sind gleich, was ihn schwach macht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1192" />
        <source>the two halves of the XTS key are equal, which makes it weak</source>
        <translation>die beiden Hälften des XTS-Schlüssels sind gleich, was ihn schwach macht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1193" />
        <source>the validation of the metadata has version {0}</source>
        <translation>die Prüfangaben der Metadaten haben Version {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1194" />
        <source>the volume cannot be attached here: {0}</source>
        <translation>das Volume lässt sich hier nicht öffnen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1195" />
        <source>the volume cannot be read without being written to</source>
        <translation>das Volume lässt sich nicht lesen, ohne dass darauf geschrieben wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1196" />
        <source>the volume cannot be served</source>
        <translation>das Volume lässt sich nicht bereitstellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1197" />
        <source>the volume cannot be served: {0}</source>
        <translation>das Volume lässt sich nicht bereitstellen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1198" />
        <source>the volume cannot become {0}: {1}</source>
        <translation>das Volume lässt sich nicht in {0} umwandeln: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1199" />
        <source>the volume cannot have {0} bytes</source>
        <translation>das Volume kann nicht {0} Byte haben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1200" />
        <source>the volume details are longer than the critical data block</source>
        <translation>die Angaben zum Volume sind länger als der kritische Datenblock</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1201" />
        <source>the volume group has several disks, and its metadata is on another one</source>
        <translation>die Volume-Gruppe hat mehrere Datenträger, und ihre Metadaten liegen auf einem anderen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1202" />
        <source>the volume group's descriptor lies outside the metadata</source>
        <translation>der Deskriptor der Volume-Gruppe liegt außerhalb der Metadaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1203" />
        <source>the volume has been decrypted, so there is nothing to unlock</source>
        <translation>das Volume wurde entschlüsselt, also gibt es nichts zu entsperren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1204" />
        <source>the volume has integrity ({0}), which is not supported here</source>
        <translation>das Volume hat Integritätsschutz ({0}), der hier nicht unterstützt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1205" />
        <source>the volume has integrity ({0}), which only the kernel's dm-integrity reads and writes</source>
        <translation>das Volume hat Integritätsschutz ({0}), den nur dm-integrity im Kernel liest und schreibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1206" />
        <source>the volume has more than {0} blocks of metadata</source>
        <translation>das Volume hat mehr als {0} Blöcke mit Metadaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1207" />
        <source>the volume has no UUID by which its secret could be found in the keyring</source>
        <translation>das Volume hat keine UUID, mit der sich sein Geheimnis im Schlüsselbund finden ließe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1208" />
        <source>the volume has no keyslot for a secret of the keyring's own</source>
        <translation>das Volume hat kein Schlüsselfach für ein eigenes Geheimnis des Schlüsselbunds</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1209" />
        <source>the volume has no keyslot left, so nothing opens it</source>
        <translation>das Volume hat kein Schlüsselfach mehr, also öffnet es nichts</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1210" />
        <source>the volume has no keyslot that can be tried</source>
        <translation>das Volume hat kein Schlüsselfach, das sich versuchen lässt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1211" />
        <source>the volume has no passphrase</source>
        <translation>das Volume hat keine Passphrase</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1212" />
        <source>the volume has no protector</source>
        <translation>das Volume hat keine Schlüsselschutzvorrichtung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1213" />
        <source>the volume has no protector {0}</source>
        <translation>das Volume hat keine Schlüsselschutzvorrichtung {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1214" />
        <source>the volume has no recovery key</source>
        <translation>das Volume hat keinen Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1215" />
        <source>the volume has no user {0}</source>
        <translation>das Volume hat keinen Benutzer {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1216" />
        <source>the volume has the metadata of Windows Vista, which cannot be verified</source>
        <translation>das Volume hat die Metadaten von Windows Vista, die sich nicht prüfen lassen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1217" />
        <source>the volume has {0} bytes of metadata</source>
        <translation>das Volume hat {0} Byte Metadaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1218" />
        <source>the volume has {0} protectors, the limit is {1}</source>
        <translation>das Volume hat {0} Schlüsselschutzvorrichtungen, die Grenze ist {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1219" />
        <source>the volume has {0} segments, one is supported</source>
        <translation>das Volume hat {0} Segmente, unterstützt wird eines</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1220" />
        <source>the volume header has a key of {0} bytes</source>
        <translation>der Volume-Header hat einen Schlüssel von {0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1221" />
        <source>the volume header names an unknown checksum or cipher</source>
        <translation>der Volume-Header nennt eine unbekannte Prüfsumme oder Verschlüsselung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1222" />
        <source>the volume holds no file system that is known</source>
        <translation>das Volume enthält kein bekanntes Dateisystem</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1223" />
        <source>the volume holds no file system that vault knows</source>
        <translation>das Volume enthält kein Dateisystem, das vault kennt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1224" />
        <source>the volume holds {0}, which is not something to mount</source>
        <translation>das Volume enthält {0}, was sich nicht einhängen lässt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1225" />
        <source>the volume is encrypted with {0}</source>
        <translation>das Volume ist mit {0} verschlüsselt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1226" />
        <source>the volume is in the middle of a conversion ({0})</source>
        <translation>das Volume ist mitten in einer Umwandlung ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1227" />
        <source>the volume is in the middle of a re-encryption</source>
        <translation>das Volume ist mitten in einer Neuverschlüsselung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1228" />
        <source>the volume is not fully encrypted ({0})</source>
        <translation>das Volume ist nicht vollständig verschlüsselt ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1229" />
        <source>the volume is of the kind {0}, encrypted only where something was written</source>
        <translation>das Volume ist von der Art {0} und nur dort verschlüsselt, wo etwas geschrieben wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1230" />
        <source>the volume is suspended: the key to it lies unprotected in its metadata</source>
        <translation>der Schutz des Volumes ist angehalten: Der Schlüssel dazu liegt ungeschützt in seinen Metadaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1231" />
        <source>the volume is {0} already</source>
        <translation>das Volume hat das Format {0} schon</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1232" />
        <source>the volume key does not fit the encryption method</source>
        <translation>der Volume-Schlüssel passt nicht zum Verschlüsselungsverfahren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1233" />
        <source>the volume key is no key of its own</source>
        <translation>der Volume-Schlüssel ist kein eigener Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1234" />
        <source>the volume opens without keyfiles from now on</source>
        <translation>das Volume öffnet sich von nun an ohne Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1235" />
        <source>the volume requires {0}, which is not supported</source>
        <translation>das Volume verlangt {0}, was nicht unterstützt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1236" />
        <source>the volume to protect is not a hidden volume within this one</source>
        <translation>das zu schützende Volume ist kein verstecktes Volume in diesem hier</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1237" />
        <source>the volume {0}</source>
        <translation>das Volume {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1238" />
        <source>the volume's one hash is {0}, a keyslot cannot have {1}</source>
        <translation>der eine Hash des Volumes ist {0}, ein Schlüsselfach kann nicht {1} haben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1239" />
        <source>the volumes cannot be watched</source>
        <translation>die Volumes lassen sich nicht beobachten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1240" />
        <source>the wrapped key of user {0} has a wrong size</source>
        <translation>der verpackte Schlüssel von Benutzer {0} hat eine falsche Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1241" />
        <source>the wrapped key of user {0} has parts of a wrong size</source>
        <translation>der verpackte Schlüssel von Benutzer {0} hat Teile mit falscher Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1242" />
        <source>the wrapped volume key has a wrong size</source>
        <translation>der verpackte Volume-Schlüssel hat eine falsche Größe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1243" />
        <source>the {0} copy is damaged: the volume opens from the {1} one</source>
        <translation>die {0}e Kopie ist beschädigt: Das Volume öffnet sich mit der {1}en</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1244" />
        <source>the {0} copy is of the volume {1}</source>
        <translation>die {0}e Kopie gehört zum Volume {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1245" />
        <source>the {0} copy is out of date: the volume opens from the {1} one</source>
        <translation>die {0}e Kopie ist veraltet: Das Volume öffnet sich mit der {1}en</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1246" />
        <source>the {0} copy, which is {1} ({2}), is written anew from the {3} one</source>
        <translation>die {0}e Kopie (Zustand: {1}, {2}) wird aus der {3}en neu geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1247" />
        <source>the {0} copy, which is {1}, is written anew from the {2} one</source>
        <translation>die {0}e Kopie (Zustand: {1}) wird aus der {2}en neu geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1248" />
        <source>the {0} could not be checked before it is mounted: {1}</source>
        <translation>{0} ließ sich vor dem Einhängen nicht prüfen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1249" />
        <source>the {0} does not open with the volume master key</source>
        <translation>mit dem Volume-Hauptschlüssel lässt sich nicht öffnen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1250" />
        <source>the {0} has {1} bytes but the volume only {2}: it was cut short</source>
        <translation>{0} hat {1} Byte, aber das Volume nur {2}: Es wurde abgeschnitten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1251" />
        <source>the {0} header ({1}) is made anew from the {2} one, with the same credential</source>
        <translation>der {0}e Header ({1}) wird aus dem {2}en neu erzeugt, mit denselben Zugangsdaten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1252" />
        <source>the {0} header is damaged: the volume opens from the {1} one</source>
        <translation>der {0}e Header ist beschädigt: Das Volume öffnet sich mit dem {1}en</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1253" />
        <source>the {0} header is damaged; the other copy is used</source>
        <translation>der {0}e Header ist beschädigt; die andere Kopie wird benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1254" />
        <source>the {0} header is older than the other copy, which is used</source>
        <translation>der {0}e Header ist älter als die andere Kopie, die benutzt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1255" />
        <source>the {0} header says something else than the primary one, which is used</source>
        <translation>der {0}e Header sagt etwas anderes als der primäre, der benutzt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1256" />
        <source>the {0} is damaged</source>
        <translation>{0} ist beschädigt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1257" />
        <source>the {0} is damaged, and udisks2 could not mend it: {1}</source>
        <translation>{0} ist beschädigt, und udisks2 konnte es nicht reparieren: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1258" />
        <source>the {0} may have at most {1} bytes, all of them printable</source>
        <translation>höchstens {1} Byte, alle druckbar, sind erlaubt für: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1259" />
        <source>the {0} server cannot be loaded: {1}</source>
        <translation>der Server {0} lässt sich nicht laden: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1260" />
        <source>the {0} server shows the volume as a file</source>
        <translation>der Server {0} zeigt das Volume als Datei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1261" />
        <source>the {0}'s D-Bus</source>
        <translation>der D-Bus ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1262" />
        <source>there are no copies of the header that could be checked</source>
        <translation>es gibt keine Kopien des Headers, die sich prüfen ließen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1263" />
        <source>there are no hidden volumes in a {0} volume</source>
        <translation>in einem Volume im Format {0} gibt es keine versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1264" />
        <source>there are {0}</source>
        <translation>dort steht: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1265" />
        <source>there are: {0}</source>
        <translation>es gibt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1266" />
        <source>there is LUKSMeta data behind the keyslots</source>
        <translation>hinter den Schlüsselfächern stehen LUKSMeta-Daten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1267" />
        <source>there is no D-Bus here</source>
        <translation>hier gibt es keinen D-Bus</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1268" />
        <source>there is no KDF {0}</source>
        <translation>es gibt keine KDF {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1269" />
        <source>there is no PRF {0}</source>
        <translation>es gibt keine PRF {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1270" />
        <source>there is no cipher {0} in VeraCrypt</source>
        <translation>in VeraCrypt gibt es keine Verschlüsselung {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1271" />
        <source>there is no container {0}</source>
        <translation>es gibt keinen Container {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1272" />
        <source>there is no conversion to {0} to go on with: {1} is not there</source>
        <translation>es gibt keine Umwandlung in {0}, die sich fortsetzen ließe: {1} ist nicht vorhanden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1273" />
        <source>there is no desktop session here, and so no keyring</source>
        <translation>hier gibt es keine Desktop-Sitzung und daher keinen Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1274" />
        <source>there is no driver in user space that writes {0} safely</source>
        <translation>es gibt keinen Treiber außerhalb des Kernels, der {0} sicher schreibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1275" />
        <source>there is no file system called {0} to make</source>
        <translation>es gibt kein Dateisystem namens {0}, das sich anlegen ließe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1276" />
        <source>there is no folder {0}</source>
        <translation>es gibt keinen Ordner {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1277" />
        <source>there is no format {0}</source>
        <translation>es gibt kein Format {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1278" />
        <source>there is no header at {0} any more: there are {1}</source>
        <translation>an der Stelle {0} ist kein Header mehr, dort steht: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1279" />
        <source>there is no header backup {0}</source>
        <translation>es gibt keine Header-Sicherung {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1280" />
        <source>there is no kept backup {0}</source>
        <translation>es gibt keine aufbewahrte Sicherung {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1281" />
        <source>there is no keyslot left that could open the volume</source>
        <translation>es ist kein Schlüsselfach übrig, das das Volume öffnen könnte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1282" />
        <source>there is no keyslot {0}</source>
        <translation>es gibt kein Schlüsselfach {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1283" />
        <source>there is no passphrase on descriptor {0}</source>
        <translation>auf dem Deskriptor {0} kommt keine Passphrase</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1284" />
        <source>there is no permission to use {0}</source>
        <translation>die Berechtigung fehlt, {0} zu benutzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1285" />
        <source>there is no room before the data for {0} keyslots</source>
        <translation>vor den Daten ist kein Platz für {0} Schlüsselfächer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1286" />
        <source>there is no room before the data to move a keyslot</source>
        <translation>vor den Daten ist kein Platz, um ein Schlüsselfach zu verschieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1287" />
        <source>there is no room for its header before the data</source>
        <translation>vor den Daten ist kein Platz für seinen Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1288" />
        <source>there is no room to keep what opens keyslot {0} now while the backup is written</source>
        <translation>es ist kein Platz, um während des Schreibens der Sicherung aufzubewahren, was Schlüsselfach {0} jetzt öffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1289" />
        <source>there is no salt to derive a key with</source>
        <translation>es gibt kein Salt, mit dem sich ein Schlüssel ableiten ließe</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1290" />
        <source>there is no server named {0}</source>
        <translation>es gibt keinen Server namens {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1291" />
        <source>there is no session's D-Bus here</source>
        <translation>hier gibt es keinen D-Bus der Sitzung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1292" />
        <source>there is no token {0}</source>
        <translation>es gibt kein Token {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1293" />
        <source>there is no user {0}</source>
        <translation>es gibt keinen Benutzer {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1294" />
        <source>there is no volume {0}</source>
        <translation>es gibt kein Volume {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1295" />
        <source>there is no volume {0} of this user</source>
        <translation>dieser Benutzer hat kein Volume {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1296" />
        <source>there is no way called {0}</source>
        <translation>es gibt keinen Weg namens {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1297" />
        <source>there is no way to {0} called {1}</source>
        <translation>für {0} gibt es keinen Weg namens {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1298" />
        <source>there is nobody to ask for it</source>
        <translation>es ist niemand da, den man danach fragen kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1299" />
        <source>there is nobody to ask for the PIN of {0}</source>
        <translation>es ist niemand da, den man nach der PIN fragen kann: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1300" />
        <source>there is nobody to ask for the recovery key</source>
        <translation>es ist niemand da, den man nach dem Wiederherstellungsschlüssel fragen kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1301" />
        <source>there is none</source>
        <translation>es gibt keinen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1302" />
        <source>this belongs to a re-encryption in the style of LUKS1 that was interrupted</source>
        <translation>das gehört zu einer unterbrochenen Neuverschlüsselung in der Art von LUKS1</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1303" />
        <source>this credential comes from no token</source>
        <translation>diese Zugangsdaten kommen von keinem Token</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1304" />
        <source>this is a detached header: give the container, and this file as its header</source>
        <translation>das ist ein getrennter Header: bitte den Container angeben und diese Datei als seinen Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1305" />
        <source>this kernel has no driver {0}</source>
        <translation>dieser Kernel hat keinen Treiber {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1306" />
        <source>this keyring takes no encrypted secrets: it crossed the session's bus in clear</source>
        <translation>dieser Schlüsselbund nimmt keine verschlüsselten Geheimnisse an: Es ging im Klartext über den Bus der Sitzung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1307" />
        <source>this may be a FreeOTFE volume: its header cannot be told from noise without the passphrase</source>
        <translation>das ist vielleicht ein FreeOTFE-Volume: Sein Header lässt sich ohne die Passphrase nicht von Zufallsdaten unterscheiden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1308" />
        <source>this user may not open /dev/fuse</source>
        <translation>dieser Benutzer darf /dev/fuse nicht öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1309" />
        <source>this version of fuse2fs cannot be guarded against crashes</source>
        <translation>diese Version von fuse2fs lässt sich nicht gegen Abstürze absichern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1310" />
        <source>timer expired</source>
        <translation>der Zeitgeber ist abgelaufen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1311" />
        <source>to the end</source>
        <translation>bis zum Ende</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1312" />
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1313" />
        <source>token {0}</source>
        <translation>Token {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1314" />
        <source>token {0} ({1}): {2}</source>
        <translation>Token {0} ({1}): {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1315" />
        <source>token {0} does not open {1}</source>
        <translation>Token {0} öffnet {1} nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1316" />
        <source>token {0} is of no use: {1}</source>
        <translation>Token {0} ist nicht zu gebrauchen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1317" />
        <source>token {0} is of the type {1}, which is not known here</source>
        <translation>Token {0} hat den Typ {1}, der hier nicht bekannt ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1318" />
        <source>token {0} names keyslot {1}, which does not exist</source>
        <translation>Token {0} nennt Schlüsselfach {1}, das es nicht gibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1319" />
        <source>token {0} of type {1} may no longer fit keyslot {2}</source>
        <translation>Token {0} vom Typ {1} passt vielleicht nicht mehr zu Schlüsselfach {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1320" />
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1321" />
        <source>too many levels of symbolic links</source>
        <translation>zu viele Ebenen symbolischer Verknüpfungen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1322" />
        <source>too many links</source>
        <translation>zu viele Verknüpfungen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1323" />
        <source>too many open files</source>
        <translation>zu viele offene Dateien</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1324" />
        <source>too many open files in system</source>
        <translation>zu viele offene Dateien im System</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1325" />
        <source>transport endpoint is not connected</source>
        <translation>der Transportendpunkt ist nicht verbunden</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1326" />
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1327" />
        <source>try again when that program has ended</source>
        <translation>bitte noch einmal versuchen, wenn jenes Programm beendet ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1328" />
        <source>try the backup header</source>
        <translation>bitte die Sicherung des Headers versuchen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1329" />
        <source>two areas of the metadata overlap at {0}</source>
        <translation>zwei Bereiche der Metadaten überlappen sich bei {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1330" />
        <source>two {0} overlap at {1}</source>
        <translation>zwei Bereiche überlappen sich bei {1}: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1331" />
        <source>type is not luks1</source>
        <translation>der Typ ist nicht luks1</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1332" />
        <source>type is not raw</source>
        <translation>der Typ ist nicht raw</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1333" />
        <source>udev makes it: see whether it works</source>
        <translation>udev legt es an: bitte nachsehen, ob es funktioniert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1334" />
        <source>udisks2 can be handed a file only, and the container is a device</source>
        <translation>udisks2 lässt sich nur eine Datei übergeben, und der Container ist ein Gerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1335" />
        <source>udisks2 cannot be told to allow discards</source>
        <translation>udisks2 lässt sich nicht sagen, dass es Discards erlauben soll</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1336" />
        <source>udisks2 cannot be told to use {0}</source>
        <translation>udisks2 lässt sich nicht sagen, dass es {0} benutzen soll</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1337" />
        <source>udisks2 cannot read a file that FUSE shows to this user alone</source>
        <translation>udisks2 kann keine Datei lesen, die FUSE nur diesem Benutzer zeigt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1338" />
        <source>udisks2 cannot unlock {0} here</source>
        <translation>udisks2 kann {0} hier nicht entsperren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1339" />
        <source>udisks2 cannot use a detached header</source>
        <translation>udisks2 kann keinen getrennten Header benutzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1340" />
        <source>udisks2 could not mount the {0}: {1}</source>
        <translation>udisks2 konnte {0} nicht einhängen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1341" />
        <source>udisks2 does not allow '{0}' without an administrator's password</source>
        <translation>udisks2 erlaubt „{0}“ nicht ohne das Passwort eines Administrators</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1342" />
        <source>udisks2 does not know {0}</source>
        <translation>udisks2 kennt {0} nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1343" />
        <source>udisks2 does not recognise the volume</source>
        <translation>udisks2 erkennt das Volume nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1344" />
        <source>udisks2 is for ordinary users</source>
        <translation>udisks2 ist für gewöhnliche Benutzer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1345" />
        <source>udisks2 is not installed</source>
        <translation>udisks2 ist nicht installiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1346" />
        <source>udisks2 mounted on a folder without a place</source>
        <translation>udisks2 hat in einem Ordner eingehängt, ohne ihn zu nennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1347" />
        <source>udisks2 mounts it in the user's media folder, by the kernel's {0}</source>
        <translation>udisks2 hängt es im Medienordner des Benutzers ein, im Kernel durch {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1348" />
        <source>udisks2 names {0} as a device</source>
        <translation>udisks2 nennt {0} als Gerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1349" />
        <source>udisks2 shows a device that only root can open, so only udisks2 can mount it</source>
        <translation>udisks2 zeigt ein Gerät, das nur root öffnen kann, daher kann nur udisks2 es einhängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1350" />
        <source>udisks2 takes a passphrase or key file and no volume key</source>
        <translation>udisks2 nimmt eine Passphrase oder Schlüsseldatei und keinen Volume-Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1351" />
        <source>udisks2 tries all keyslots and cannot be told to try one</source>
        <translation>udisks2 versucht alle Schlüsselfächer und lässt sich nicht auf eines festlegen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1352" />
        <source>udisks2 unlocked {0}, which is no encrypted mapping</source>
        <translation>udisks2 hat {0} entsperrt, und das ist kein verschlüsseltes Mapping</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1353" />
        <source>udisks2 unlocks the volume, and the kernel decrypts it</source>
        <translation>udisks2 entsperrt das Volume, und der Kernel entschlüsselt es</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1354" />
        <source>udisks2 would ask for an administrator's password here ({0})</source>
        <translation>udisks2 würde hier nach dem Passwort eines Administrators fragen ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1355" />
        <source>unavailable</source>
        <translation>nicht verfügbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1356" />
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1357" />
        <source>unknown ({0})</source>
        <translation>unbekannt ({0})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1358" />
        <source>unlocking</source>
        <translation>wird entsperrt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1359" />
        <source>upgrade it in a newer Windows with: manage-bde -upgrade</source>
        <translation>bitte in einem neueren Windows damit umstellen: manage-bde -upgrade</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1360" />
        <source>usb has no effect without usb-device</source>
        <translation>usb hat ohne usb-device keine Wirkung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1361" />
        <source>use PBKDF2, or convert the volume to LUKS2</source>
        <translation>bitte PBKDF2 benutzen oder das Volume in LUKS2 umwandeln</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1362" />
        <source>use a PIM of {0} or more, or a passphrase of {1} characters</source>
        <translation>bitte eine PIM von {0} oder mehr nehmen oder eine Passphrase von {1} Zeichen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1363" />
        <source>use argon2id</source>
        <translation>bitte argon2id benutzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1364" />
        <source>use letters, digits and spaces</source>
        <translation>bitte Buchstaben, Ziffern und Leerzeichen benutzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1365" />
        <source>use one of: {0}</source>
        <translation>bitte eines davon benutzen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1366" />
        <source>use that version to go on</source>
        <translation>bitte mit jener Version weitermachen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1367" />
        <source>user {0} asks for {1} iterations, the limit is {2}</source>
        <translation>Benutzer {0} verlangt {1} Iterationen, die Grenze ist {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1368" />
        <source>uses {0}</source>
        <translation>benutzt {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1369" />
        <source>valid</source>
        <translation>gültig</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1370" />
        <source>value too large for defined data type</source>
        <translation>der Wert ist zu groß für den definierten Datentyp</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1371" />
        <source>vault header restore {0} {1}</source>
        <translation>vault header restore {0} {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1372" />
        <source>vault header restore {0} {1} brings back the header of {2}</source>
        <translation>vault header restore {0} {1} bringt den Header von {2} zurück</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1373" />
        <source>veracrypt or truecrypt</source>
        <translation>veracrypt oder truecrypt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1374" />
        <source>version {0} is not {1}</source>
        <translation>Version {0} ist nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1375" />
        <source>very weak</source>
        <translation>sehr schwach</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1376" />
        <source>volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1377" />
        <source>volume key</source>
        <translation>Volume-Schlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1378" />
        <source>volume.{0} is a table, not {1}</source>
        <translation>volume.{0} ist eine Tabelle, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1379" />
        <source>volume.{0} is neither a UUID nor a SHA-256 in lower case</source>
        <translation>volume.{0} ist weder eine UUID noch ein SHA-256 in Kleinbuchstaben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1380" />
        <source>volumes with this cipher and mode are only read</source>
        <translation>Volumes mit dieser Verschlüsselung und Betriebsart werden nur gelesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1381" />
        <source>volumes with {0} are only read</source>
        <translation>Volumes mit {0} werden nur gelesen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1382" />
        <source>wait for it to end, then try again</source>
        <translation>bitte das Ende abwarten und noch einmal versuchen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1383" />
        <source>what is before the keyslots is damaged: {0}</source>
        <translation>was vor den Schlüsselfächern steht, ist beschädigt: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1384" />
        <source>what is written to the outer volume may overwrite the hidden one from now on</source>
        <translation>was in das äußere Volume geschrieben wird, kann von nun an das versteckte überschreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1385" />
        <source>what opened the volume before still opens it from the backup that was kept of its header</source>
        <translation>was das Volume früher öffnete, öffnet es weiterhin aus der aufbewahrten Sicherung seines Headers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1386" />
        <source>what the volume holds cannot be read</source>
        <translation>was das Volume enthält, ist nicht lesbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1387" />
        <source>what they have not written is lost</source>
        <translation>was sie nicht geschrieben haben, ist verloren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1388" />
        <source>what {0} has of a keyslot that is gone stays there: {1}</source>
        <translation>was {0} von einem entfernten Schlüsselfach hat, bleibt dort: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1389" />
        <source>what {0} has of keyslot {1} stays there: {2}</source>
        <translation>was {0} von Schlüsselfach {1} hat, bleibt dort: {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1390" />
        <source>where one of them is not yours, pull it out before you type a PIN</source>
        <translation>ist einer davon fremd, bitte ihn abziehen, bevor eine PIN eingegeben wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1391" />
        <source>whether the last data was written cannot be told</source>
        <translation>ob die letzten Daten geschrieben wurden, lässt sich nicht feststellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1392" />
        <source>which has no backup of its header in itself</source>
        <translation>das keine Sicherung seines Headers in sich hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1393" />
        <source>who sits at this computer gets it from udev, which knows security keys; over SSH a rule for a group is needed</source>
        <translation>wer an diesem Rechner sitzt, bekommt sie von udev, das Sicherheitsschlüssel kennt; über SSH ist eine Regel für eine Gruppe nötig</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1394" />
        <source>whoever froze its file system</source>
        <translation>dem Programm, das das Dateisystem eingefroren hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1395" />
        <source>wiping old key material</source>
        <translation>altes Schlüsselmaterial wird gelöscht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1396" />
        <source>without sudo, your own keyring is asked</source>
        <translation>ohne sudo wird der eigene Schlüsselbund gefragt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1397" />
        <source>write keyslot {0}</source>
        <translation>Schlüsselfach {0} schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1398" />
        <source>write the header</source>
        <translation>den Header schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1399" />
        <source>write the new volume</source>
        <translation>das neue Volume schreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1400" />
        <source>writing the header</source>
        <translation>der Header wird geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1401" />
        <source>wrong medium type</source>
        <translation>falscher Datenträgertyp</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1402" />
        <source>zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1403" />
        <source>{0} (line {1}){2}</source>
        <translation>{0} (Zeile {1}){2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1404" />
        <source>{0} (process {1})</source>
        <translation>{0} (Prozess {1})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1405" />
        <source>{0} (process {1}, {2})</source>
        <translation>{0} (Prozess {1}, {2})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1406" />
        <source>{0} --header {1}</source>
        <translation>{0} --header {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1407" />
        <source>{0} answered what no security key does ({1})</source>
        <translation>{0} hat geantwortet wie kein Sicherheitsschlüssel ({1})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1408" />
        <source>{0} asks for {1} iterations, the limit is {2}</source>
        <translation>{0} verlangt {1} Iterationen, die Grenze ist {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1409" />
        <source>{0} belongs to somebody else</source>
        <translation>{0} gehört jemand anderem</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1410" />
        <source>{0} bytes</source>
        <translation>{0} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1411" />
        <source>{0} bytes are no whole number of sectors of {1} bytes</source>
        <translation>{0} Byte sind keine ganze Zahl von Sektoren zu {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1412" />
        <source>{0} bytes are not whole sectors of {1} bytes</source>
        <translation>{0} Byte sind keine ganzen Sektoren zu {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1413" />
        <source>{0} bytes from {1} on are no volume</source>
        <translation>{0} Byte ab {1} sind kein Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1414" />
        <source>{0} bytes have no room for VeraCrypt headers</source>
        <translation>{0} Byte haben keinen Platz für VeraCrypt-Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1415" />
        <source>{0} bytes have no room for a VeraCrypt header</source>
        <translation>{0} Byte haben keinen Platz für einen VeraCrypt-Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1416" />
        <source>{0} can be entered by everybody</source>
        <translation>{0} ist für alle zugänglich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1417" />
        <source>{0} cannot be cleared</source>
        <translation>{0} lässt sich nicht freigeben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1418" />
        <source>{0} cannot be cut off</source>
        <translation>{0} lässt sich nicht abtrennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1419" />
        <source>{0} cannot be dismounted</source>
        <translation>{0} lässt sich nicht aushängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1420" />
        <source>{0} cannot be dismounted: {1}</source>
        <translation>{0} lässt sich nicht aushängen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1421" />
        <source>{0} cannot be made: {1}</source>
        <translation>{0} lässt sich nicht anlegen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1422" />
        <source>{0} cannot be mounted here: {1}</source>
        <translation>{0} lässt sich hier nicht einhängen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1423" />
        <source>{0} cannot be opened</source>
        <translation>{0} lässt sich nicht öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1424" />
        <source>{0} cannot be opened any more: {1}</source>
        <translation>{0} lässt sich nicht mehr öffnen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1425" />
        <source>{0} cannot be opened by this user</source>
        <translation>{0} lässt sich von diesem Benutzer nicht öffnen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1426" />
        <source>{0} cannot be opened to write it back</source>
        <translation>{0} lässt sich nicht öffnen, um zurückzuschreiben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1427" />
        <source>{0} cannot be opened: {1}</source>
        <translation>{0} lässt sich nicht öffnen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1428" />
        <source>{0} cannot be reached: {1}</source>
        <translation>{0} ist nicht erreichbar: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1429" />
        <source>{0} cannot be resumed</source>
        <translation>{0} lässt sich nicht fortsetzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1430" />
        <source>{0} cannot be searched for items that are left over</source>
        <translation>{0} lässt sich nicht nach übrigen Einträgen durchsuchen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1431" />
        <source>{0} cannot be started</source>
        <translation>{0} lässt sich nicht starten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1432" />
        <source>{0} cannot be suspended</source>
        <translation>{0} lässt sich nicht anhalten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1433" />
        <source>{0} cannot be suspended as it is attached: it will be dismounted instead ({1})</source>
        <translation>{0} lässt sich so, wie es geöffnet ist, nicht anhalten: Es wird stattdessen ausgehängt ({1})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1434" />
        <source>{0} cannot be taken away</source>
        <translation>{0} lässt sich nicht wegnehmen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1435" />
        <source>{0} cannot be touched</source>
        <translation>{0} hat nichts zum Berühren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1436" />
        <source>{0} cannot be understood: {1}</source>
        <translation>{0} ist unverständlich: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1437" />
        <source>{0} cannot be used at the address {1}</source>
        <translation>{0} ist an der Adresse {1} nicht verwendbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1438" />
        <source>{0} cannot be used here</source>
        <translation>{0} ist hier nicht verwendbar</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1439" />
        <source>{0} cannot be used: {1}</source>
        <translation>{0} ist nicht verwendbar: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1440" />
        <source>{0} cannot recognise its user by itself</source>
        <translation>{0} kann seinen Benutzer nicht selbst erkennen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1441" />
        <source>{0} computed another secret the second time</source>
        <translation>{0} hat beim zweiten Mal ein anderes Geheimnis berechnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1442" />
        <source>{0} computes no secrets: it lacks the extension hmac-secret</source>
        <translation>{0} berechnet keine Geheimnisse: Die Erweiterung hmac-secret fehlt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1443" />
        <source>{0} could not make {1}: {2}</source>
        <translation>{0} konnte {1} nicht anlegen: {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1444" />
        <source>{0} did not answer within {1} seconds</source>
        <translation>{0} hat nicht innerhalb von {1} Sekunden geantwortet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1445" />
        <source>{0} did not answer {1} within {2} seconds</source>
        <translation>{0} hat auf {1} nicht innerhalb von {2} Sekunden geantwortet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1446" />
        <source>{0} did not appear</source>
        <translation>{0} ist nicht erschienen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1447" />
        <source>{0} did not end, so the desktop may learn of it later</source>
        <translation>{0} hat sich nicht beendet, daher erfährt der Desktop vielleicht erst später davon</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1448" />
        <source>{0} did not mount the volume within {1} seconds</source>
        <translation>{0} hat das Volume nicht innerhalb von {1} Sekunden eingehängt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1449" />
        <source>{0} does not answer</source>
        <translation>{0} antwortet nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1450" />
        <source>{0} does not belong to this user</source>
        <translation>{0} gehört nicht diesem Benutzer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1451" />
        <source>{0} does not exist yet, so it needs a size</source>
        <translation>{0} gibt es noch nicht, daher ist eine Größe nötig</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1452" />
        <source>{0} does not hold what was written to it</source>
        <translation>{0} enthält nicht, was dorthin geschrieben wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1453" />
        <source>{0} does not open the volume</source>
        <translation>{0} öffnet das Volume nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1454" />
        <source>{0} does not open with this</source>
        <translation>{0} öffnet sich damit nicht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1455" />
        <source>{0} does not start the helper: {1}</source>
        <translation>{0} startet das Hilfsprogramm nicht: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1456" />
        <source>{0} does not tell who {1} is: {2}</source>
        <translation>{0} sagt nicht, wer {1} ist: {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1457" />
        <source>{0} does nothing without its PIN now, and its keyslot was made without</source>
        <translation>{0} tut jetzt nichts mehr ohne PIN, und das Schlüsselfach wurde ohne sie angelegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1458" />
        <source>{0} exists already</source>
        <translation>{0} gibt es schon</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1459" />
        <source>{0} exists already and holds {1}</source>
        <translation>{0} gibt es schon, der Inhalt ist: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1460" />
        <source>{0} exists already and is no journal of a conversion</source>
        <translation>{0} gibt es schon und ist kein Journal einer Umwandlung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1461" />
        <source>{0} failed: {1}</source>
        <translation>{0} ist fehlgeschlagen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1462" />
        <source>{0} for keyslot {1}</source>
        <translation>{0} für Schlüsselfach {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1463" />
        <source>{0} from {1} to {2}</source>
        <translation>{0} von {1} bis {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1464" />
        <source>{0} has a number twice</source>
        <translation>{0} hat eine Nummer zweimal</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1465" />
        <source>{0} has a setting that there is not: {1}</source>
        <translation>{0} hat eine Einstellung, die es nicht gibt: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1466" />
        <source>{0} has gone: {1}</source>
        <translation>{0} ist nicht mehr da: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1467" />
        <source>{0} has more than {1} members, or such as are no dicts</source>
        <translation>{0} hat mehr als {1} Einträge oder solche, die keine dicts sind</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1468" />
        <source>{0} has no PIN</source>
        <translation>{0} hat keine PIN</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1469" />
        <source>{0} has no effect while {1} is {2}</source>
        <translation>{0} hat keine Wirkung, solange {1} auf {2} steht</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1470" />
        <source>{0} has no header with keyslots: {1}</source>
        <translation>{0} hat keinen Header mit Schlüsselfächern: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1471" />
        <source>{0} has no item for {1}</source>
        <translation>{0} hat keinen Eintrag für {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1472" />
        <source>{0} has no {1} bytes after the first {2}</source>
        <translation>{0} hat keine {1} Byte nach den ersten {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1473" />
        <source>{0} has something else than object numbers</source>
        <translation>{0} hat etwas anderes als Objektnummern</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1474" />
        <source>{0} has {1} bytes, the key needs {2}</source>
        <translation>{0} hat {1} Byte, der Schlüssel braucht {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1475" />
        <source>{0} has {1} bytes, the new volume needs {2}</source>
        <translation>{0} hat {1} Byte, das neue Volume braucht {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1476" />
        <source>{0} has {1} bytes, which is not from {2} to {3}</source>
        <translation>{0} hat {1} Byte, erlaubt sind {2} bis {3}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1477" />
        <source>{0} has {1}, which does not exist</source>
        <translation>{0} hat {1}, was es nicht gibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1478" />
        <source>{0} holds no header of LUKS, and of VeraCrypt neither: it has {1} bytes</source>
        <translation>{0} enthält keinen LUKS-Header und auch keinen von VeraCrypt: Die Größe ist {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1479" />
        <source>{0} in large sectors</source>
        <translation>{0} in großen Sektoren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1480" />
        <source>{0} inside it is open</source>
        <translation>darin ist noch offen: {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1481" />
        <source>{0} is a device, so it must be said where the journal of the conversion is to be kept</source>
        <translation>{0} ist ein Gerät, daher muss gesagt werden, wo das Journal der Umwandlung liegen soll</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1482" />
        <source>{0} is a folder</source>
        <translation>{0} ist ein Ordner</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1483" />
        <source>{0} is a mount point in use</source>
        <translation>{0} ist ein Einhängepunkt, der benutzt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1484" />
        <source>{0} is a security key of the first kind (U2F), which has no secrets</source>
        <translation>{0} ist ein Sicherheitsschlüssel der ersten Art (U2F), der keine Geheimnisse hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1485" />
        <source>{0} is a symbolic link</source>
        <translation>{0} ist eine symbolische Verknüpfung</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1486" />
        <source>{0} is a system folder and no place for a mount</source>
        <translation>{0} ist ein Systemordner und kein Ort zum Einhängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1487" />
        <source>{0} is a text in quotation marks, not {1}</source>
        <translation>{0} ist ein Text in Anführungszeichen, nicht {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1488" />
        <source>{0} is a {1} volume, and no header of one is in the backup</source>
        <translation>{0} ist ein Volume im Format {1}, und die Sicherung enthält keinen Header davon</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1489" />
        <source>{0} is a {1} volume, which has no backup of its header in itself</source>
        <translation>{0} ist ein Volume im Format {1}, das keine Sicherung seines Headers in sich hat</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1490" />
        <source>{0} is another file now than the one that is open</source>
        <translation>{0} ist jetzt eine andere Datei als die, die geöffnet ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1491" />
        <source>{0} is attached by {1}, and only devmapper can suspend and resume</source>
        <translation>{0} ist mit {1} geöffnet, und nur devmapper kann anhalten und fortsetzen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1492" />
        <source>{0} is being attached</source>
        <translation>{0} wird gerade geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1493" />
        <source>{0} is closed, and something of it is still there</source>
        <translation>{0} ist geschlossen, und etwas davon ist noch da</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1494" />
        <source>{0} is closed, and still recorded</source>
        <translation>{0} ist geschlossen und noch verzeichnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1495" />
        <source>{0} is empty</source>
        <translation>{0} ist leer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1496" />
        <source>{0} is empty or not printable ASCII</source>
        <translation>{0} ist leer oder kein druckbares ASCII</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1497" />
        <source>{0} is empty or too long</source>
        <translation>{0} ist leer oder zu lang</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1498" />
        <source>{0} is frozen, and can only be dismounted when it is thawed</source>
        <translation>{0} ist eingefroren und lässt sich erst aushängen, wenn das Einfrieren beendet ist</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1499" />
        <source>{0} is gone</source>
        <translation>{0} ist nicht mehr da</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1500" />
        <source>{0} is in use</source>
        <translation>{0} wird benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1501" />
        <source>{0} is in use by a program</source>
        <translation>{0} wird von einem Programm benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1502" />
        <source>{0} is in use by {1}</source>
        <translation>{0} wird benutzt von: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1503" />
        <source>{0} is in use, or not empty</source>
        <translation>{0} wird benutzt oder ist nicht leer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1504" />
        <source>{0} is in use: it is attached as {1}</source>
        <translation>{0} wird benutzt: geöffnet als {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1505" />
        <source>{0} is in use: it is mounted on {1}</source>
        <translation>{0} wird benutzt: eingehängt in {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1506" />
        <source>{0} is installed</source>
        <translation>{0} ist installiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1507" />
        <source>{0} is just being opened</source>
        <translation>{0} wird gerade geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1508" />
        <source>{0} is larger than {1} bytes</source>
        <translation>{0} ist größer als {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1509" />
        <source>{0} is locked, and was not unlocked</source>
        <translation>{0} ist gesperrt und wurde nicht entsperrt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1510" />
        <source>{0} is missing</source>
        <translation>{0} fehlt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1511" />
        <source>{0} is mounted</source>
        <translation>{0} ist eingehängt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1512" />
        <source>{0} is mounted already</source>
        <translation>{0} ist schon eingehängt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1513" />
        <source>{0} is neither a file nor a block device</source>
        <translation>{0} ist weder eine Datei noch ein Blockgerät</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1514" />
        <source>{0} is no PIM: it goes from 1 to {1}</source>
        <translation>{0} ist keine PIM: Sie geht von 1 bis {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1515" />
        <source>{0} is no TOML: {1}</source>
        <translation>{0} ist kein TOML: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1516" />
        <source>{0} is no USB device such as 1050:0407 or 1050:0407:SERIAL</source>
        <translation>{0} ist kein USB-Gerät wie 1050:0407 oder 1050:0407:SERIAL</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1517" />
        <source>{0} is no detached header: {1}</source>
        <translation>{0} ist kein getrennter Header: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1518" />
        <source>{0} is no duration such as 30s, 10m, 2h or 1d, of at most 30d</source>
        <translation>{0} ist keine Dauer wie 30s, 10m, 2h oder 1d, höchstens 30d</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1519" />
        <source>{0} is no encrypted volume: {1}</source>
        <translation>{0} ist kein verschlüsseltes Volume: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1520" />
        <source>{0} is no header backup: it has {1} bytes</source>
        <translation>{0} ist keine Header-Sicherung: Die Größe ist {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1521" />
        <source>{0} is no header backup: it was cut short</source>
        <translation>{0} ist keine Header-Sicherung: Die Datei wurde abgeschnitten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1522" />
        <source>{0} is no regular file</source>
        <translation>{0} ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1523" />
        <source>{0} is no security key</source>
        <translation>{0} ist kein Sicherheitsschlüssel</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1524" />
        <source>{0} is no size that a header can have</source>
        <translation>{0} ist keine Größe, die ein Header haben kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1525" />
        <source>{0} is no text in UTF-8 (line {1})</source>
        <translation>{0} ist kein Text in UTF-8 (Zeile {1})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1526" />
        <source>{0} is none of {1}</source>
        <translation>{0} ist nicht erlaubt, möglich sind: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1527" />
        <source>{0} is not a block size of Core Storage</source>
        <translation>{0} ist keine Blockgröße von Core Storage</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1528" />
        <source>{0} is not a decimal number up to {1}</source>
        <translation>{0} ist keine Dezimalzahl bis {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1529" />
        <source>{0} is not a folder, or has a link on its way</source>
        <translation>{0} ist kein Ordner oder hat eine Verknüpfung im Pfad</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1530" />
        <source>{0} is not a private folder of this user</source>
        <translation>{0} ist kein privater Ordner dieses Benutzers</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1531" />
        <source>{0} is not a sector size</source>
        <translation>{0} ist keine Sektorgröße</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1532" />
        <source>{0} is not a sector size of BitLocker</source>
        <translation>{0} ist keine Sektorgröße von BitLocker</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1533" />
        <source>{0} is not a sector size: {1}</source>
        <translation>{0} ist keine Sektorgröße: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1534" />
        <source>{0} is not as it was written</source>
        <translation>{0} ist nicht, wie es geschrieben wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1535" />
        <source>{0} is not base64</source>
        <translation>{0} ist kein Base64</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1536" />
        <source>{0} is not empty</source>
        <translation>{0} ist nicht leer</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1537" />
        <source>{0} is not installed</source>
        <translation>{0} ist nicht installiert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1538" />
        <source>{0} is not installed (package {1}), so the desktop may learn of it later</source>
        <translation>{0} ist nicht installiert (Paket {1}), daher erfährt der Desktop vielleicht erst später davon</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1539" />
        <source>{0} is not open</source>
        <translation>{0} ist nicht geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1540" />
        <source>{0} is not printable text</source>
        <translation>{0} ist kein druckbarer Text</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1541" />
        <source>{0} is not something to mount</source>
        <translation>{0} lässt sich nicht einhängen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1542" />
        <source>{0} is not suspended</source>
        <translation>{0} ist nicht angehalten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1543" />
        <source>{0} is not suspended although that was asked for</source>
        <translation>{0} ist nicht angehalten, obwohl das verlangt war</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1544" />
        <source>{0} is not terminated by zeros</source>
        <translation>{0} endet nicht mit Nullen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1545" />
        <source>{0} is not the canonical base64</source>
        <translation>{0} ist nicht das kanonische Base64</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1546" />
        <source>{0} is not the helper's own folder</source>
        <translation>{0} ist nicht der eigene Ordner des Hilfsprogramms</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1547" />
        <source>{0} is not the mapping that was made</source>
        <translation>{0} ist nicht das Mapping, das angelegt wurde</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1548" />
        <source>{0} is not the number of a {1}</source>
        <translation>{0} ist keine gültige Nummer für: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1549" />
        <source>{0} is not the security key of keyslot {1}</source>
        <translation>{0} ist nicht der Sicherheitsschlüssel von Schlüsselfach {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1550" />
        <source>{0} is not the volume that was looked at: another one lies there now</source>
        <translation>{0} ist nicht das angesehene Volume: Jetzt liegt dort ein anderes</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1551" />
        <source>{0} is not there: {1}</source>
        <translation>{0} ist nicht vorhanden: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1552" />
        <source>{0} is not used, because others than root can change {1}</source>
        <translation>{0} wird nicht benutzt, weil nicht nur root {1} ändern kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1553" />
        <source>{0} is not {1}</source>
        <translation>{0} ist etwas anderes als {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1554" />
        <source>{0} is of no use: {1}</source>
        <translation>{0} ist nicht zu gebrauchen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1555" />
        <source>{0} is on a read-only file system</source>
        <translation>{0} liegt auf einem schreibgeschützten Dateisystem</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1556" />
        <source>{0} is only read, never written</source>
        <translation>{0} wird nur gelesen, nie geschrieben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1557" />
        <source>{0} is open in a program</source>
        <translation>{0} ist in einem Programm geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1558" />
        <source>{0} is open more than once</source>
        <translation>{0} ist mehrfach geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1559" />
        <source>{0} is open read-only, so its header is not changed</source>
        <translation>{0} ist schreibgeschützt geöffnet, daher wird der Header nicht geändert</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1560" />
        <source>{0} is still in use</source>
        <translation>{0} wird noch benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1561" />
        <source>{0} is still in use by {1}</source>
        <translation>{0} wird noch benutzt von: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1562" />
        <source>{0} is suspended</source>
        <translation>{0} ist angehalten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1563" />
        <source>{0} is suspended already</source>
        <translation>{0} ist schon angehalten</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1564" />
        <source>{0} is suspended but its key may still be in the kernel: {1}</source>
        <translation>{0} ist angehalten, aber der Schlüssel ist vielleicht noch im Kernel: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1565" />
        <source>{0} is suspended: what was not written before is lost</source>
        <translation>{0} ist angehalten: Was vorher nicht geschrieben wurde, ist verloren</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1566" />
        <source>{0} is taken away from {1}</source>
        <translation>{0} wird diesen Programmen weggenommen: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1567" />
        <source>{0} is there already</source>
        <translation>{0} ist schon da</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1568" />
        <source>{0} is there already, and not as vault writes it</source>
        <translation>{0} ist schon da, und nicht so, wie vault es schreibt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1569" />
        <source>{0} is too large: {1} bytes</source>
        <translation>{0} ist zu groß: {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1570" />
        <source>{0} is too long for its header</source>
        <translation>{0} ist zu lang für den Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1571" />
        <source>{0} is too small for a VeraCrypt volume</source>
        <translation>{0} ist zu klein für ein VeraCrypt-Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1572" />
        <source>{0} is used by another program</source>
        <translation>{0} wird von einem anderen Programm benutzt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1573" />
        <source>{0} is written in a way that cannot be changed from here</source>
        <translation>{0} ist auf eine Weise geschrieben, die sich von hier aus nicht ändern lässt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1574" />
        <source>{0} is {1} until {2} is closed: it was opened with that</source>
        <translation>{0} bleibt {1}, bis {2} geschlossen wird: Das wurde beim Öffnen festgelegt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1575" />
        <source>{0} is {1}, which is not from {2} to {3}</source>
        <translation>{0} ist {1}, erlaubt sind {2} bis {3}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1576" />
        <source>{0} iterations are not possible for PBKDF2</source>
        <translation>{0} Iterationen sind bei PBKDF2 nicht möglich</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1577" />
        <source>{0} iterations are not possible, the limit is {1}</source>
        <translation>{0} Iterationen sind nicht möglich, die Grenze ist {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1578" />
        <source>{0} keeps only ASCII letters in a label</source>
        <translation>{0} erlaubt in einer Bezeichnung nur ASCII-Buchstaben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1579" />
        <source>{0} letters</source>
        <translation>{0} Buchstaben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1580" />
        <source>{0} lies in a folder that another user can change</source>
        <translation>{0} liegt in einem Ordner, den ein anderer Benutzer ändern kann</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1581" />
        <source>{0} may have at most {1} bytes and no NUL</source>
        <translation>{0} darf höchstens {1} Byte und kein NUL-Zeichen haben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1582" />
        <source>{0} needs a block device, and so root</source>
        <translation>{0} braucht ein Blockgerät und daher root</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1583" />
        <source>{0} needs a loop device and the kernel has none</source>
        <translation>{0} braucht ein Loop-Gerät, und der Kernel hat keins</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1584" />
        <source>{0} needs at least {1}, the volume has {2}</source>
        <translation>{0} braucht mindestens {1}, das Volume hat {2}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1585" />
        <source>{0} needs no root</source>
        <translation>{0} braucht kein root</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1586" />
        <source>{0} of its {1} blocks was overwritten ({2})</source>
        <translation>{0} seiner {1} Blöcke wurde überschrieben ({2})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1587" />
        <source>{0} of its {1} blocks were overwritten ({2})</source>
        <translation>{0} seiner {1} Blöcke wurden überschrieben ({2})</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1588" />
        <source>{0} of {1} has the type '{2}' in place of '{3}'</source>
        <translation>{0} von {1} hat den Typ „{2}“ anstelle von „{3}“</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1589" />
        <source>{0} only tells when it is asked, and may then ask for its password</source>
        <translation>{0} antwortet erst auf eine Anfrage und verlangt dann vielleicht ein Passwort</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1590" />
        <source>{0} opens keyslot {1} already, and gets another one</source>
        <translation>{0} öffnet schon Schlüsselfach {1} und bekommt noch eines</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1591" />
        <source>{0} opens the volume</source>
        <translation>{0} öffnet das Volume</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1592" />
        <source>{0} refused: {1}</source>
        <translation>{0} hat abgelehnt: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1593" />
        <source>{0} runs as root, which cannot read what FUSE shows to this user alone</source>
        <translation>{0} läuft als root, und root kann nicht lesen, was FUSE nur diesem Benutzer zeigt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1594" />
        <source>{0} shows no header of LUKS, and has no place that could be one of VeraCrypt</source>
        <translation>{0} zeigt keinen LUKS-Header und hat keine Stelle, an der einer von VeraCrypt sein könnte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1595" />
        <source>{0} stays open and is in use by {1}, and nothing closes it any more</source>
        <translation>{0} bleibt offen und wird benutzt von {1}, und nichts schließt es mehr</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1596" />
        <source>{0} stays open, and nothing closes it any more</source>
        <translation>{0} bleibt offen, und nichts schließt es mehr</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1597" />
        <source>{0} system encryption</source>
        <translation>Systemverschlüsselung mit {0}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1598" />
        <source>{0} takes no key of {1} bits</source>
        <translation>{0} nimmt keinen Schlüssel mit {1} Bit</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1599" />
        <source>{0} took only a part of what it was sent</source>
        <translation>{0} hat nur einen Teil des Gesendeten angenommen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1600" />
        <source>{0} volumes are attached already</source>
        <translation>{0} Volumes sind schon geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1601" />
        <source>{0} was asked for</source>
        <translation>{0} war verlangt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1602" />
        <source>{0} was closed while it was being opened</source>
        <translation>{0} wurde während des Öffnens geschlossen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1603" />
        <source>{0} was moved while it was being mounted on</source>
        <translation>{0} wurde während des Einhängens verschoben</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1604" />
        <source>{0} was not touched in time</source>
        <translation>{0} wurde nicht rechtzeitig berührt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1605" />
        <source>{0} was not tried: {1}</source>
        <translation>{0} wurde nicht versucht: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1606" />
        <source>{0} was opened with another header</source>
        <translation>{0} wurde mit einem anderen Header geöffnet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1607" />
        <source>{0} was pulled out</source>
        <translation>{0} wurde abgezogen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1608" />
        <source>{0} when the screen is locked: {1}</source>
        <translation>{0}, wenn der Bildschirm gesperrt wird: {1}</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1609" />
        <source>{0} would have more than {1} bytes</source>
        <translation>{0} hätte mehr als {1} Byte</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1610" />
        <source>{0}, and is lost when {1} is dismounted</source>
        <translation>{0} und ist verloren, wenn {1} ausgehängt wird</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1611" />
        <source>{0}, if it holds ext4: that is known once it is unlocked</source>
        <translation>{0}, falls ext4 darin ist: Das ist erst nach dem Entsperren bekannt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1612" />
        <source>{0}, so it is only good for --read-only</source>
        <translation>{0}, daher taugt es nur für --read-only</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1613" />
        <source>{0}, which is not something to mount</source>
        <translation>{0}, was sich nicht einhängen lässt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1614" />
        <source>{0}-{1} is too long for a LUKS1 header</source>
        <translation>{0}-{1} ist zu lang für einen LUKS1-Header</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1615" />
        <source>{0}.{1} answered with the types '{2}' in place of '{3}'</source>
        <translation>{0}.{1} hat mit den Typen „{2}“ anstelle von „{3}“ geantwortet</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1616" />
        <source>{0}: nobody can tell which of them is the one of this container</source>
        <translation>{0}: Welche davon die dieses Containers ist, lässt sich nicht feststellen</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1617" />
        <source>{0}: the type {1} is not supported</source>
        <translation>{0}: Der Typ {1} wird nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1618" />
        <source>{0}; it is dismounted</source>
        <translation>{0}; es wird deshalb ausgehängt</translation>
    </message>
    <message>
        <location filename="../sentences.py" line="1619" />
        <source>{0}; the defaults hold</source>
        <translation>{0}; es gelten die Vorgaben</translation>
    </message>
</context><context>
    <name>text</name>
    <message>
        <location filename="../several.py" line="31" />
        <source>Only {most} files are opened at once; {left} were left out.</source>
        <translation>Nur {most} Dateien werden auf einmal geöffnet; {left} blieben weg.</translation>
    </message>
    <message>
        <location filename="../printing.py" line="60" />
        <source>The file cannot be written: {reason}.</source>
        <translation>Die Datei kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <location filename="../printing.py" line="71" />
        <source>It could not be printed. Try again, or write the key down.</source>
        <translation>Das Drucken ist nicht gelungen. Bitte noch einmal versuchen oder den Schlüssel aufschreiben.</translation>
    </message>
    <message>
        <location filename="../text.py" line="27" />
        <source>This does not open the volume.</source>
        <translation>Das öffnet das Volume nicht.</translation>
    </message>
    <message>
        <location filename="../text.py" line="28" />
        <source>A passphrase is needed.</source>
        <translation>Eine Passphrase wird gebraucht.</translation>
    </message>
    <message>
        <location filename="../text.py" line="29" />
        <source>The keyring cannot answer now.</source>
        <translation>Der Schlüsselbund kann gerade nicht antworten.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="51" />
        <location filename="../text.py" line="30" />
        <source>This is no volume that vault knows.</source>
        <translation>Das ist kein Volume, das vault kennt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="31" />
        <source>Vault cannot do this with the volume.</source>
        <translation>Das kann vault mit diesem Volume nicht tun.</translation>
    </message>
    <message>
        <location filename="../text.py" line="32" />
        <source>The header of the volume is damaged.</source>
        <translation>Der Header des Volumes ist beschädigt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="33" />
        <source>The header asks for more than the limits allow.</source>
        <translation>Der Header verlangt mehr, als die Grenzen erlauben.</translation>
    </message>
    <message>
        <location filename="../text.py" line="34" />
        <source>The keyslot cannot be used for this.</source>
        <translation>Das Schlüsselfach ist dafür nicht geeignet.</translation>
    </message>
    <message>
        <location filename="../text.py" line="35" />
        <source>It is in use.</source>
        <translation>Es wird benutzt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="36" />
        <source>The disk is full.</source>
        <translation>Die Platte ist voll.</translation>
    </message>
    <message>
        <location filename="../text.py" line="37" />
        <source>Something that this needs is missing.</source>
        <translation>Etwas, das dafür gebraucht wird, fehlt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="38" />
        <source>The volume cannot be mounted.</source>
        <translation>Das Volume lässt sich nicht einhängen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="39" />
        <source>The file system is damaged.</source>
        <translation>Das Dateisystem ist beschädigt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="40" />
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="41" />
        <source>This cannot be done as it was asked for.</source>
        <translation>So lässt sich das nicht tun.</translation>
    </message>
    <message>
        <location filename="../text.py" line="42" />
        <source>The system reported an error.</source>
        <translation>Das System hat einen Fehler gemeldet.</translation>
    </message>
    <message>
        <location filename="../text.py" line="44" />
        <source>Something went wrong.</source>
        <translation>Etwas ging schief.</translation>
    </message>
    <message>
        <location filename="../text.py" line="79" />
        <source>Check the path.</source>
        <translation>Bitte den Pfad prüfen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="80" />
        <source>Try it read-only.</source>
        <translation>Bitte schreibgeschützt versuchen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="81" />
        <source>Choose another name.</source>
        <translation>Bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="82" />
        <source>Choose a size.</source>
        <translation>Bitte eine Größe wählen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="52" />
        <location filename="../text.py" line="83" />
        <source>If its header is in another file, name that file in the options.</source>
        <translation>Steht sein Header in einer anderen Datei, gehört diese in die Optionen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="86" />
        <source>Close what is open there, or take it away by force.</source>
        <translation>Bitte schließen, was dort offen ist, oder es erzwingen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="87" />
        <source>Mount the volume around it with protection of the hidden one, or read-only.</source>
        <translation>Bitte das äußere Volume mit Schutz des versteckten einhängen, oder schreibgeschützt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="90" />
        <source>Choose a backup of a header.</source>
        <translation>Bitte die Sicherung eines Headers wählen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="113" />
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <location filename="../text.py" line="114" />
        <source>Mounted</source>
        <translation>Eingehängt</translation>
    </message>
    <message>
        <location filename="../text.py" line="115" />
        <source>Attached</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <location filename="../text.py" line="116" />
        <source>Read-only, to protect the hidden volume</source>
        <translation>Schreibgeschützt, zum Schutz des versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../text.py" line="117" />
        <source>Suspended</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <location filename="../text.py" line="118" />
        <source>Broken off</source>
        <translation>Abgerissen</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="16" />
        <source>A header is being changed.</source>
        <translation>Ein Header wird gerade geändert.</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="17" />
        <source>A key is being changed.</source>
        <translation>Ein Schlüssel wird gerade geändert.</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="19" />
        <source>A new volume is being made.</source>
        <translation>Ein neues Volume wird gerade angelegt.</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="20" />
        <source>A volume is being converted.</source>
        <translation>Ein Volume wird gerade umgewandelt.</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="28" />
        <source>Does not answer</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="59" />
        <location filename="../listing/words.py" line="30" />
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="37" />
        <source>Dismounting…</source>
        <translation>Wird ausgehängt …</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="39" />
        <source>Closes when it is let go of</source>
        <translation>Schließt sich, sobald es frei ist</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="42" />
        <source>{state}, hidden volume protected</source>
        <translation>{state}, verstecktes Volume geschützt</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="44" />
        <source>{state}, read-only</source>
        <translation>{state}, schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="63" />
        <source>{size}, {free} free</source>
        <translation>{size}, {free} frei</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="71" />
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="82" />
        <source>Stays open until it is dismounted, even when the screen is locked</source>
        <translation>Bleibt offen, bis es ausgehängt wird, auch bei gesperrtem Bildschirm</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="87" />
        <source>Closes {when}</source>
        <translation>Schließt sich {when}</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="89" />
        <source>Forgets its key {when}</source>
        <translation>Vergisst seinen Schlüssel {when}</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="90" />
        <source>Stays open until it is dismounted</source>
        <translation>Bleibt offen, bis es ausgehängt wird</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="99" />
        <source>{time} after the screen is locked</source>
        <translation>{time} nach dem Sperren des Bildschirms</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="102" />
        <source>when the screen is locked</source>
        <translation>beim Sperren des Bildschirms</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="106" />
        <source>after {time} without use</source>
        <translation>nach {time} ohne Benutzung</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="109" />
        <source>when you are away</source>
        <translation>bei Abwesenheit</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="112" />
        <source>when its USB device is removed</source>
        <translation>beim Abziehen seines USB-Geräts</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="114" />
        <source>when the computer sleeps</source>
        <translation>wenn der Rechner schläft</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="116" />
        <source>when you log out</source>
        <translation>beim Abmelden</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="140" />
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="19" />
        <source>When the screen is &amp;locked:</source>
        <translation>Beim Sperren des &amp;Bildschirms:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="20" />
        <source>When the computer &amp;sleeps:</source>
        <translation>Wenn der Rechner &amp;schläft:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="21" />
        <source>When it is &amp;unused:</source>
        <translation>Wenn es nich&amp;t benutzt wird:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="22" />
        <source>When I log &amp;out:</source>
        <translation>B&amp;eim Abmelden:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="23" />
        <source>When it is shut do&amp;wn:</source>
        <translation>Beim &amp;Herunterfahren:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="24" />
        <source>When a USB device is &amp;removed:</source>
        <translation>Beim Abziehen eines &amp;USB-Geräts:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="25" />
        <source>After a lock, wa&amp;it:</source>
        <translation>Nach dem Sperren &amp;warten:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="26" />
        <source>Unused &amp;for:</source>
        <translation>U&amp;nbenutzt seit:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="27" />
        <source>If &amp;programs use it:</source>
        <translation>Wenn &amp;Programme es benutzen:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="28" />
        <source>&amp;Take it away after:</source>
        <translation>We&amp;gnehmen nach:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="29" />
        <source>That USB &amp;device:</source>
        <translation>&amp;Dieses USB-Gerät:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="37" />
        <source>Close the volume</source>
        <translation>Das Volume schließen</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="38" />
        <source>Forget its key, and keep it mounted</source>
        <translation>Den Schlüssel vergessen, eingehängt lassen</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="39" />
        <source>Leave it open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="43" />
        <source>Wait for them</source>
        <translation>Auf sie warten</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="44" />
        <source>Ask me</source>
        <translation>Nachfragen</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="45" />
        <source>Take it away from them</source>
        <translation>Es ihnen wegnehmen</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="54" />
        <source>The desktop decides</source>
        <translation>Der Desktop entscheidet</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="57" />
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="61" />
        <source>{count} h</source>
        <translation>{count} Std.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="62" />
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="63" />
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="72" />
        <source>Nobody said otherwise.</source>
        <translation>Nichts anderes eingestellt.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="73" />
        <source>Set for all volumes.</source>
        <translation>Für alle Volumes eingestellt.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="74" />
        <source>Set for this volume.</source>
        <translation>Für dieses Volume eingestellt.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy_text.py" line="75" />
        <source>Said when the volume was opened; it holds until the volume is closed.</source>
        <translation>Beim Öffnen des Volumes festgelegt; gilt, bis es geschlossen wird.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="19" />
        <source>Perhaps a VeraCrypt volume</source>
        <translation>Vielleicht ein VeraCrypt-Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="20" />
        <source>Perhaps an encrypted volume</source>
        <translation>Vielleicht ein verschlüsseltes Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="26" />
        <source>The volume cannot be opened like this.</source>
        <translation>So lässt sich das Volume nicht öffnen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="27" />
        <source>The volume cannot be mounted here as it is.</source>
        <translation>Das Volume lässt sich hier so nicht einhängen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="28" />
        <source>The volume could not be opened.</source>
        <translation>Das Volume ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="32" />
        <source>A backup of it is restored in the window of its keys.</source>
        <translation>Im Fenster seiner Schlüssel wird eine Sicherung davon wiederhergestellt.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="39" />
        <source>The container cannot be read.</source>
        <translation>Der Container ist nicht lesbar.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="59" />
        <source>The volume is attached already, but it is not mounted.</source>
        <translation>Das Volume ist schon geöffnet, aber nicht eingehängt.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="60" />
        <source>The volume is mounted already, on {folder}.</source>
        <translation>Das Volume ist schon eingehängt, in {folder}.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="67" />
        <source>This does not open the hidden volume.</source>
        <translation>Das öffnet das versteckte Volume nicht.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="69" />
        <source>Wrong passphrase.</source>
        <translation>Falsche Passphrase.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="73" />
        <source>If it has key files or a PIM, say so in the options.</source>
        <translation>Hat es Schlüsseldateien oder eine PIM, gehören sie in die Optionen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="82" />
        <source>The desktop's keyring could open the volume, but it is locked. The passphrase opens it, too.</source>
        <translation>Der Schlüsselbund könnte das Volume öffnen, ist aber gesperrt. Die Passphrase öffnet es auch.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="92" />
        <source>A security key opens this volume, but it cannot be used here.</source>
        <translation>Ein Sicherheitsschlüssel öffnet dieses Volume, lässt sich hier aber nicht benutzen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="96" />
        <source>A security key opens this volume; plug it in.</source>
        <translation>Ein Sicherheitsschlüssel öffnet dieses Volume; bitte einstecken.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="103" />
        <source>The security key did not open the volume.</source>
        <translation>Der Sicherheitsschlüssel hat das Volume nicht geöffnet.</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="25" />
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="26" />
        <source>Holds</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="23" />
        <location filename="../dialogs/details_text.py" line="27" />
        <source>UUID</source>
        <translation>UUID</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="22" />
        <location filename="../dialogs/details_text.py" line="28" />
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="29" />
        <source>Subsystem</source>
        <translation>Subsystem</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="30" />
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="31" />
        <source>Header file</source>
        <translation>Header-Datei</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="33" />
        <source>{cipher}, key of {bits} bits</source>
        <translation>{cipher}, Schlüssel mit {bits} Bit</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="34" />
        <source>Cipher</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="35" />
        <source>Integrity</source>
        <translation>Integrität</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="37" />
        <source>{number} bytes</source>
        <translation>{number} Byte</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="38" />
        <source>Sectors</source>
        <translation>Sektoren</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="39" />
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="40" />
        <source>Flags</source>
        <translation>Flags</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="41" />
        <source>Requirements</source>
        <translation>Voraussetzungen</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="46" />
        <source>Perhaps {names}</source>
        <translation>Vielleicht {names}</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="49" />
        <source>None that vault knows</source>
        <translation>Keins, das vault kennt</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="60" />
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="67" />
        <source>Open since</source>
        <translation>Offen seit</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="69" />
        <source>Mounted on</source>
        <translation>Eingehängt in</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="71" />
        <source>Shown as</source>
        <translation>Zu sehen als</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="20" />
        <location filename="../dialogs/details_text.py" line="72" />
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="73" />
        <source>File system</source>
        <translation>Dateisystem</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="75" />
        <source>{free} of {size}</source>
        <translation>{free} von {size}</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="77" />
        <source>Free space</source>
        <translation>Freier Platz</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="150" />
        <location filename="../dialogs/details_text.py" line="80" />
        <source>Hidden volume</source>
        <translation>Verstecktes Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="81" />
        <source>Protected: nothing is written over it</source>
        <translation>Geschützt: Nichts wird darübergeschrieben</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="85" />
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="86" />
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="88" />
        <source>Decrypted by</source>
        <translation>Entschlüsselt durch</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="89" />
        <source>Mounted by</source>
        <translation>Eingehängt durch</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="95" />
        <source>The kernel (dm-crypt)</source>
        <translation>Der Kernel (dm-crypt)</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="96" />
        <source>The kernel</source>
        <translation>Der Kernel</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="97" />
        <source>The desktop (udisks)</source>
        <translation>Der Desktop (udisks)</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="98" />
        <source>The helper of vault</source>
        <translation>Das Hilfsprogramm von vault</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="100" />
        <location filename="../dialogs/details_text.py" line="99" />
        <source>FUSE</source>
        <translation>FUSE</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="105" />
        <source>{size} ({bytes} bytes)</source>
        <translation>{size} ({bytes} Byte)</translation>
    </message>
    <message>
        <location filename="../create/failures.py" line="17" />
        <source>This does not open the volume. If it has key files or a PIM, name them as well.</source>
        <translation>Das öffnet das Volume nicht. Hat es Schlüsseldateien oder eine PIM, gehören sie auch dazu.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="130" />
        <source>You cannot mount {filesystem} on this computer; you can on others, such as most Linux desktops.</source>
        <translation>{filesystem} lässt sich an diesem Rechner nicht einhängen, an anderen schon, etwa an den meisten Linux-Desktops.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="32" />
        <source>Nothing can be told of the header without the right passphrase.</source>
        <translation>Ohne die richtige Passphrase lässt sich über den Header nichts sagen.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="34" />
        <source>The {format} header is whole.</source>
        <translation>Der {format}-Header ist unversehrt.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="36" />
        <source>The {format} header is damaged.</source>
        <translation>Der {format}-Header ist beschädigt.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="38" />
        <source>The passphrase does not open it.</source>
        <translation>Die Passphrase öffnet ihn nicht.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="51" />
        <source>{valid} of {all} copies of the header are good.</source>
        <translation>{valid} von {all} Kopien des Headers sind gut.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="33" />
        <location filename="../keys/header_words.py" line="103" />
        <location filename="../keys/header_words.py" line="54" />
        <source>Keyslot {number}</source>
        <translation>Schlüsselfach {number}</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="56" />
        <source>{keyslot}: something else was written over it, it opens no more.</source>
        <translation>{keyslot}: Es wurde überschrieben und öffnet nichts mehr.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="61" />
        <source>{keyslot}: the passphrase opens it.</source>
        <translation>{keyslot}: Die Passphrase öffnet es.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="64" />
        <source>It can be repaired.</source>
        <translation>Er lässt sich reparieren.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="66" />
        <source>There is an automatic backup of it.</source>
        <translation>Es gibt eine automatische Sicherung davon.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="78" />
        <source>The header is the same as in the backup.</source>
        <translation>Der Header ist derselbe wie in der Sicherung.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="81" />
        <source>The header that is there is damaged and cannot be compared.</source>
        <translation>Der jetzige Header ist beschädigt und lässt sich nicht vergleichen.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="84" />
        <source>{what}: now {now}, in the backup {backup}.</source>
        <translation>{what}: jetzt {now}, in der Sicherung {backup}.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="88" />
        <source>The backup is for another volume key: what is in the container now could not be read any more.</source>
        <translation>Die Sicherung ist für einen anderen Volume-Schlüssel: Was jetzt im Container ist, wäre dann nicht mehr lesbar.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="92" />
        <source>What opened the volume when the backup was made opens it again, also passphrases changed since.</source>
        <translation>Was das Volume öffnete, als die Sicherung entstand, öffnet es wieder, auch seither geänderte Passphrasen.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="107" />
        <source>{keyslot} opens the volume again.</source>
        <translation>{keyslot} öffnet das Volume wieder.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="108" />
        <source>{keyslot} is removed.</source>
        <translation>{keyslot} wird entfernt.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="109" />
        <source>{keyslot} becomes what it was.</source>
        <translation>{keyslot} wird wieder, was es war.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="117" />
        <source>Stays as it is: {what}</source>
        <translation>Bleibt, wie es ist: {what}</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="119" />
        <source>There is nothing to repair.</source>
        <translation>Es gibt nichts zu reparieren.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="125" />
        <source>before a keyslot was added</source>
        <translation>vor dem Hinzufügen eines Schlüsselfachs</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="126" />
        <source>before a passphrase was changed</source>
        <translation>vor dem Ändern einer Passphrase</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="127" />
        <source>before the cost was changed</source>
        <translation>vor dem Ändern des Aufwands</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="128" />
        <source>before a keyslot got a name</source>
        <translation>vor dem Benennen eines Schlüsselfachs</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="129" />
        <source>before a priority was changed</source>
        <translation>vor dem Ändern eines Rangs</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="130" />
        <source>before a keyslot was removed</source>
        <translation>vor dem Entfernen eines Schlüsselfachs</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="131" />
        <source>before the keyring got a key</source>
        <translation>bevor der Schlüsselbund einen Schlüssel bekam</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="132" />
        <source>before the keyring forgot its key</source>
        <translation>bevor der Schlüsselbund seinen Schlüssel vergaß</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="133" />
        <source>before a recovery key was made</source>
        <translation>bevor ein Wiederherstellungsschlüssel entstand</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="134" />
        <source>before a backup was restored</source>
        <translation>vor dem Wiederherstellen einer Sicherung</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="135" />
        <source>before a repair</source>
        <translation>vor einer Reparatur</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="31" />
        <source>Keyslot {number} · {name}</source>
        <translation>Schlüsselfach {number} · {name}</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="39" />
        <source>Vault cannot open this keyslot: {reason}.</source>
        <translation>Vault kann dieses Schlüsselfach nicht öffnen: {reason}.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="42" />
        <source>Holds a key of its own, which does not open the volume.</source>
        <translation>Hat einen eigenen Schlüssel, der das Volume nicht öffnet.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="44" />
        <source>Desktop keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="45" />
        <source>Recovery key on paper</source>
        <translation>Wiederherstellungsschlüssel auf Papier</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="46" />
        <source>Security key</source>
        <translation>Sicherheitsschlüssel</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="47" />
        <source>Passphrase, which the kernel's keyring may answer</source>
        <translation>Passphrase, auch aus dem Schlüsselbund des Kernels</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="52" />
        <source>Made by another program ({kind}). Vault does not use such keys.</source>
        <translation>Von einem anderen Programm ({kind}). Vault benutzt solche Schlüssel nicht.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="54" />
        <source>Passphrase or key file</source>
        <translation>Passphrase oder Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="60" />
        <source>{kind} (keyslot {number})</source>
        <translation>{kind} (Schlüsselfach {number})</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="69" />
        <source>A long random key, which cannot be guessed.</source>
        <translation>Ein langer zufälliger Schlüssel, der sich nicht erraten lässt.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="71" />
        <source>Each guess takes {memory} of memory.</source>
        <translation>Jeder Rateversuch braucht {memory} Speicher.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="73" />
        <source>Each guess takes {rounds} rounds of computing, and hardly any memory.</source>
        <translation>Jeder Rateversuch braucht {rounds} Rechenrunden und kaum Speicher.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="82" />
        <source>{kdf}, {rounds} passes, {memory}, {lanes} lanes; {cipher}, {bits} bits</source>
        <translation>{kdf}, {rounds} Durchläufe, {memory}, {lanes} Bahnen; {cipher}, {bits} Bit</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="86" />
        <source>{kdf} with {hash}, {rounds} rounds; {cipher}, {bits} bits</source>
        <translation>{kdf} mit {hash}, {rounds} Runden; {cipher}, {bits} Bit</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="101" />
        <source>Tried first</source>
        <translation>Zuerst versucht</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="102" />
        <source>Tried as usual</source>
        <translation>Wie üblich versucht</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="103" />
        <source>Only tried when it is named</source>
        <translation>Nur versucht, wenn es genannt wird</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="79" />
        <location filename="../keys/words.py" line="109" />
        <source>{used} of {most} keyslots used</source>
        <translation>{used} von {most} Schlüsselfächern belegt</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="120" />
        <source>The security key {name} cannot be used.</source>
        <translation>Der Sicherheitsschlüssel {name} lässt sich nicht benutzen.</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="11" />
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="12" />
        <source>This key opens the volume named here without its passphrase. Whoever has this page and a copy of the container reads all that is in it, while the keyslot is in the header or in a backup of the header.</source>
        <translation>Dieser Schlüssel öffnet das hier genannte Volume ohne dessen Passphrase. Wer dieses Blatt und eine Kopie des Containers hat, kann alles darin lesen, solange das Schlüsselfach im Header oder in einer Sicherung davon steht.</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="17" />
        <source>The key needs the header too, which is in a file of its own: without it nothing opens.</source>
        <translation>Der Schlüssel braucht auch den Header, der in einer eigenen Datei steht: Ohne ihn öffnet sich nichts.</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="144" />
        <location filename="../widgets/regions.py" line="111" />
        <location filename="../widgets/regions.py" line="93" />
        <location filename="../keys/sheet_text.py" line="21" />
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="24" />
        <source>Keyslot</source>
        <translation>Schlüsselfach</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="25" />
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="26" />
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="27" />
        <source>Now: is it right?</source>
        <translation>Gleich prüfen: Stimmt er?</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="28" />
        <source>Among the keys of the volume, “Test the recovery key” tells whether it was printed well.</source>
        <translation>Bei den Schlüsseln des Volumes zeigt „Wiederherstellungsschlüssel testen“, ob er gut gedruckt ist.</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="31" />
        <source>To open the volume</source>
        <translation>Das Volume öffnen</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="32" />
        <source>Open it with Vault, and type the key where the passphrase is asked for. Capitals, blanks and dashes do not matter.</source>
        <translation>In Vault öffnen und den Schlüssel eingeben, wo nach der Passphrase gefragt wird. Großbuchstaben, Leerzeichen und Striche sind gleichgültig.</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="37" />
        <source>Without Vault</source>
        <translation>Ohne Vault</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="38" />
        <source>Type it as it is here: small letters, with dashes.</source>
        <translation>Genau so eingeben, wie er hier steht: kleine Buchstaben, mit Strichen.</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="39" />
        <source>To take the key back</source>
        <translation>Den Schlüssel zurücknehmen</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="40" />
        <source>Among the keys of the volume, remove its keyslot. Note the number elsewhere: it is for when this page is lost.</source>
        <translation>Bei den Schlüsseln des Volumes sein Schlüsselfach entfernen. Die Nummer bitte anderswo notieren: Sie dient, wenn dieses Blatt verloren geht.</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="45" />
        <source>{word} is the path of the container, whose name is above.</source>
        <translation>{word} ist der Pfad des Containers, dessen Name oben steht.</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="48" />
        <source>{word} is the path of the header, whose name is above.</source>
        <translation>{word} ist der Pfad des Headers, dessen Name oben steht.</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="49" />
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="50" />
        <source>Storing</source>
        <translation>Aufbewahren</translation>
    </message>
    <message>
        <location filename="../keys/sheet_text.py" line="51" />
        <source>Fold the page with the text inside, and keep it in a safe place that is not where the computer is. The file of this page is as secret as the key: delete it once it is printed. Printers may keep a copy.</source>
        <translation>Das Blatt mit dem Text nach innen falten und an einem sicheren Ort aufbewahren, nicht beim Rechner. Die Datei dieses Blatts ist so geheim wie der Schlüssel: nach dem Drucken löschen. Drucker behalten womöglich eine Kopie.</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="44" />
        <source>{size}, from the beginning</source>
        <translation>{size}, vom Anfang an</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="46" />
        <source>{size}, from {offset} on</source>
        <translation>{size}, ab {offset}</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="68" />
        <source>its parts are known once it is open</source>
        <translation>seine Teile sind bekannt, sobald es offen ist</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="69" />
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="112" />
        <location filename="../widgets/regions.py" line="73" />
        <source>header file</source>
        <translation>Header-Datei</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="114" />
        <location filename="../widgets/regions.py" line="74" />
        <source>container</source>
        <translation>Container</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="82" />
        <source>Keyslots</source>
        <translation>Schlüsselfächer</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="95" />
        <source>Header, first copy</source>
        <translation>Header, erste Kopie</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="97" />
        <source>Header, second copy</source>
        <translation>Header, zweite Kopie</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="100" />
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="101" />
        <source>older than the other copy</source>
        <translation>älter als die andere Kopie</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="103" />
        <source>valid</source>
        <translation>gültig</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="134" />
        <location filename="../widgets/regions.py" line="121" />
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="134" />
        <location filename="../widgets/regions.py" line="121" />
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="128" />
        <source>Unused</source>
        <translation>Unbenutzt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="140" />
        <source>that of the hidden volume</source>
        <translation>der des versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="142" />
        <source>random data, or that of a hidden volume</source>
        <translation>Zufallsdaten oder der eines versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="145" />
        <source>Second header</source>
        <translation>Zweiter Header</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="148" />
        <source>Data of the outer volume</source>
        <translation>Daten des äußeren Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="151" />
        <source>open now</source>
        <translation>jetzt offen</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="154" />
        <source>Copy of the header</source>
        <translation>Kopie des Headers</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="156" />
        <source>Copy of the second header</source>
        <translation>Kopie des zweiten Headers</translation>
    </message>
    <message>
        <location filename="../widgets/outside.py" line="72" />
        <source>There can be no file with this name: {name}</source>
        <translation>Eine Datei mit diesem Namen kann es nicht geben: {name}</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="15" />
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="17" />
        <source>on {folder}</source>
        <translation>in {folder}</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="19" />
        <source>header in {name}</source>
        <translation>Header in {name}</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="22" />
        <source>as {format}</source>
        <translation>als {format}</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="25" />
        <source>key files {names}</source>
        <translation>Schlüsseldateien {names}</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="27" />
        <source>a PIM</source>
        <translation>eine PIM</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="29" />
        <source>only the hidden volume</source>
        <translation>nur das versteckte Volume</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="31" />
        <source>by the backup of the header</source>
        <translation>mit der Sicherung des Headers</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="33" />
        <source>keyslot {number}</source>
        <translation>Schlüsselfach {number}</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="35" />
        <source>no programs are run from it</source>
        <translation>es werden keine Programme daraus gestartet</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="37" />
        <source>in a way of its own</source>
        <translation>auf eigene Weise</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="39" />
        <source>remembered</source>
        <translation>gemerkt</translation>
    </message>
    <message>
        <location filename="../widgets/told.py" line="40" />
        <source>Options: {list}.</source>
        <translation>Optionen: {list}.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="16" />
        <source>Very weak</source>
        <translation>Sehr schwach</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="17" />
        <source>Weak</source>
        <translation>Schwach</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="18" />
        <source>Fair</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="19" />
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="20" />
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="28" />
        <source>A computer guesses it within a minute.</source>
        <translation>Ein Rechner errät sie in einer Minute.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="29" />
        <source>A computer guesses it within an hour.</source>
        <translation>Ein Rechner errät sie in einer Stunde.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="30" />
        <source>A computer guesses it within a day.</source>
        <translation>Ein Rechner errät sie an einem Tag.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="31" />
        <source>A computer guesses it within a month.</source>
        <translation>Ein Rechner errät sie in einem Monat.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="32" />
        <source>A computer guesses it within a year.</source>
        <translation>Ein Rechner errät sie in einem Jahr.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="33" />
        <source>Guessing it takes a computer years.</source>
        <translation>Sie zu erraten dauert Jahre.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="37" />
        <source>Guessing it takes a computer centuries.</source>
        <translation>Sie zu erraten dauert Jahrhunderte.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="49" />
        <source>This passphrase is easy to guess.</source>
        <translation>Diese Passphrase ist leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="50" />
        <source>Straight rows of keys are easy to guess.</source>
        <translation>Gerade Reihen von Tasten sind leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="53" />
        <source>Short patterns on the keyboard are easy to guess.</source>
        <translation>Kurze Muster auf der Tastatur sind leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="56" />
        <source>Repeats such as “aaa” are easy to guess.</source>
        <translation>Wiederholungen wie „aaa“ sind leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="59" />
        <source>Repeats such as “abcabcabc” are hardly better than “abc”.</source>
        <translation>Wiederholungen wie „abcabcabc“ sind kaum besser als „abc“.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="62" />
        <source>Sequences such as “abc” or “6543” are easy to guess.</source>
        <translation>Folgen wie „abc“ oder „6543“ sind leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="65" />
        <source>Recent years are easy to guess.</source>
        <translation>Jahreszahlen der letzten Zeit sind leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="66" />
        <source>Dates are often easy to guess.</source>
        <translation>Daten sind oft leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="67" />
        <source>This is one of the ten commonest passphrases.</source>
        <translation>Das ist eine der zehn häufigsten Passphrasen.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="70" />
        <source>This is one of the hundred commonest passphrases.</source>
        <translation>Das ist eine der hundert häufigsten Passphrasen.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="73" />
        <source>This is a very common passphrase.</source>
        <translation>Das ist eine sehr häufige Passphrase.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="74" />
        <source>This is similar to a common passphrase.</source>
        <translation>Das ähnelt einer häufigen Passphrase.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="77" />
        <source>A word by itself is easy to guess.</source>
        <translation>Ein einzelnes Wort ist leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="78" />
        <source>Names by themselves are easy to guess.</source>
        <translation>Einzelne Namen sind leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="81" />
        <source>Common names are easy to guess.</source>
        <translation>Häufige Namen sind leicht zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="89" />
        <source>Use a few words, but no common phrase.</source>
        <translation>Besser sind einige Wörter, die keine bekannte Wendung bilden.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="92" />
        <source>Symbols, digits and capitals are not needed.</source>
        <translation>Sonderzeichen, Ziffern und Großbuchstaben sind nicht nötig.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="95" />
        <source>Add another word or two; uncommon words are better.</source>
        <translation>Besser sind ein oder zwei Wörter mehr, vor allem seltene.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="98" />
        <source>Use words in place of patterns.</source>
        <translation>Besser als Muster sind Wörter.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="101" />
        <source>Avoid repeated words and characters.</source>
        <translation>Wiederholte Wörter und Zeichen meiden.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="104" />
        <source>Avoid sequences.</source>
        <translation>Folgen meiden.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="105" />
        <source>Avoid recent years.</source>
        <translation>Jahreszahlen der letzten Zeit meiden.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="106" />
        <source>Avoid years that have to do with you.</source>
        <translation>Jahreszahlen mit persönlichem Bezug meiden.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="109" />
        <source>Avoid dates and years that have to do with you.</source>
        <translation>Daten und Jahreszahlen mit persönlichem Bezug meiden.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="112" />
        <source>Capitals do not help much.</source>
        <translation>Großbuchstaben helfen wenig.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="113" />
        <source>All capitals are almost as easy to guess as none.</source>
        <translation>Nur Großbuchstaben sind fast so leicht zu erraten wie keine.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="116" />
        <source>Words written backwards are not much harder to guess.</source>
        <translation>Rückwärts geschriebene Wörter sind kaum schwerer zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/advice.py" line="119" />
        <source>An “@” in place of an “a” and the like do not help much.</source>
        <translation>Ein „@“ anstelle eines „a“ und Ähnliches hilft wenig.</translation>
    </message>
    <message>
        <location filename="../widgets/choosing.py" line="41" />
        <source>Too many files were chosen. None was taken.</source>
        <translation>Es wurden zu viele Dateien ausgewählt. Keine wurde übernommen.</translation>
    </message>
    <message>
        <location filename="../widgets/choosing.py" line="43" />
        <source>The dialog for choosing files could not be shown.</source>
        <translation>Der Dialog zum Auswählen von Dateien konnte nicht angezeigt werden.</translation>
    </message>
</context></TS>
