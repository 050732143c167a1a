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
        <location filename="../keys/add.py" line="70" />
        <source>Adding it…</source>
        <translation>Wird hinzugefügt …</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="78" />
        <source>Keyslot {number} opens the volume from now on.</source>
        <translation>Ab jetzt öffnet auch Schlüsselfach {number} das Volume.</translation>
    </message>
    <message>
        <location filename="../keys/add.py" line="83" />
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
        <translation>Ein schnell angelegtes Volume verrät, wie viel davon belegt ist und was vorher an der Stelle stand. Es kann kein anderes Volume verstecken.</translation>
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
        <source>It hears of: {sources}.</source>
        <translation>Er erfährt von: {sources}.</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="79" />
        <source>It hears of nothing, so volumes stay open until you close them.</source>
        <translation>Er erfährt von nichts, also bleiben Volumes offen, bis sie jemand schließt.</translation>
    </message>
    <message>
        <location filename="../dialogs/agent.py" line="81" />
        <source>It does not hear of these:</source>
        <translation>Davon erfährt er nicht:</translation>
    </message>
</context><context>
    <name>App</name>
    <message>
        <location filename="../app.py" line="63" />
        <source>The favourites stay as they were</source>
        <translation>Die Favoriten bleiben, wie sie waren</translation>
    </message>
    <message>
        <location filename="../app.py" line="196" />
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
        <location filename="../keys/backup.py" line="54" />
        <source>Saving the header…</source>
        <translation>Header wird gesichert …</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="66" />
        <source>The header was saved in {file}, and read back.</source>
        <translation>Der Header wurde in {file} gesichert und zur Probe gelesen.</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="68" />
        <source>The header was saved in {file}, and the passphrase opens it.</source>
        <translation>Der Header wurde in {file} gesichert, und die Passphrase öffnet ihn.</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="74" />
        <source>The passphrase does not open the header, and nothing was saved.</source>
        <translation>Die Passphrase öffnet den Header nicht, und es wurde nichts gesichert.</translation>
    </message>
</context><context>
    <name>BusySheet</name>
    <message>
        <location filename="../dialogs/busy.py" line="36" />
        <source>{name} is in use</source>
        <translation>{name} wird benutzt</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="37" />
        <source>These programs use {name}:</source>
        <translation>Diese Programme benutzen {name}:</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="39" />
        <source>Programs that use it</source>
        <translation>Programme, die es benutzen</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="45" />
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="46" />
        <source>&amp;Force…</source>
        <translation>Er&amp;zwingen …</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="47" />
        <source>&amp;Keep open</source>
        <translation>&amp;Offen lassen</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="78" />
        <source>The volume is taken away from these programs: what they have not saved is lost.</source>
        <translation>Das Volume wird diesen Programmen weggenommen: Was sie nicht gespeichert haben, geht verloren.</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="80" />
        <source>&amp;Dismount anyway</source>
        <translation>&amp;Trotzdem aushängen</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="108" />
        <source>Who uses it cannot be told.</source>
        <translation>Wer es benutzt, lässt sich nicht feststellen.</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="124" />
        <source>It is being dismounted…</source>
        <translation>Es wird ausgehängt …</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="124" />
        <source>It is dismounted as soon as they let go of it.</source>
        <translation>Es wird ausgehängt, sobald sie es freigeben.</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="152" />
        <source>It was taken away from these programs, and goes when they let go of the rest.</source>
        <translation>Es wurde diesen Programmen weggenommen und verschwindet, sobald sie den Rest freigeben.</translation>
    </message>
    <message>
        <location filename="../dialogs/busy.py" line="165" />
        <source>Trying again…</source>
        <translation>Neuer Versuch …</translation>
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
        <location filename="../keys/change.py" line="50" />
        <source>Changing it…</source>
        <translation>Wird geändert …</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="58" />
        <source>Keyslot {number} has a new passphrase.</source>
        <translation>Schlüsselfach {number} hat eine neue Passphrase.</translation>
    </message>
    <message>
        <location filename="../keys/change.py" line="63" />
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
        <location filename="../keys/check.py" line="41" />
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
        <location filename="../keys/convert.py" line="44" />
        <source>Measuring this computer…</source>
        <translation>Der Rechner wird gemessen …</translation>
    </message>
    <message>
        <location filename="../keys/convert.py" line="51" />
        <source>Keyslot {number} has another cost.</source>
        <translation>Schlüsselfach {number} hat einen anderen Aufwand.</translation>
    </message>
    <message>
        <location filename="../keys/convert.py" line="56" />
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
        <location filename="../create/assistant.py" line="49" />
        <source>New volume</source>
        <translation>Neues Volume</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="79" />
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="125" />
        <location filename="../create/assistant.py" line="80" />
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="81" />
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="122" />
        <source>Step {number} of {total}</source>
        <translation>Schritt {number} von {total}</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="124" />
        <source>Crea&amp;te</source>
        <translation>Anle&amp;gen</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="124" />
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="142" />
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="185" />
        <source>Opening the volume around it…</source>
        <translation>Das äußere Volume wird geöffnet …</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="210" />
        <source>Making the volume…</source>
        <translation>Das Volume wird angelegt …</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="224" />
        <source>It was cancelled. Nothing was left behind.</source>
        <translation>Abgebrochen. Es ist nichts zurückgeblieben.</translation>
    </message>
    <message>
        <location filename="../create/assistant.py" line="236" />
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
        <source>Keyfiles</source>
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
        <source>Key&amp;files:</source>
        <translation>Schlüssel&amp;dateien:</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="43" />
        <source>P&amp;IM:</source>
        <translation>P&amp;IM:</translation>
    </message>
    <message>
        <location filename="../create/credential.py" line="44" />
        <source>Keyfiles and PI&amp;M</source>
        <translation>Schlüsseldateien und PI&amp;M</translation>
    </message>
</context><context>
    <name>DetailsWindow</name>
    <message>
        <location filename="../dialogs/details.py" line="53" />
        <source>Details of {name}</source>
        <translation>Einzelheiten zu {name}</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="73" />
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="74" />
        <source>Changes when volumes are closed by themselves.</source>
        <translation>Ändert, wann sich Volumes von selbst schließen.</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="75" />
        <source>&amp;Keys…</source>
        <translation>&amp;Schlüssel …</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="76" />
        <source>C&amp;heck Header</source>
        <translation>Header prü&amp;fen</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="81" />
        <location filename="../dialogs/details.py" line="77" />
        <source>Copy Details as &amp;Text</source>
        <translation>Einzelheiten als &amp;Text kopieren</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="90" />
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="92" />
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="94" />
        <source>When it is closed by itself</source>
        <translation>Wann es sich von selbst schließt</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="97" />
        <source>Structure (not to scale)</source>
        <translation>Aufbau (nicht maßstäblich)</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="103" />
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="227" />
        <source>This cannot be told now.</source>
        <translation>Das lässt sich gerade nicht sagen.</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="253" />
        <source>Checking the header…</source>
        <translation>Header wird geprüft …</translation>
    </message>
    <message>
        <location filename="../dialogs/details.py" line="276" />
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context><context>
    <name>DonePage</name>
    <message>
        <location filename="../create/summary.py" line="101" />
        <source>The volume is ready</source>
        <translation>Das Volume ist fertig</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="105" />
        <source>&amp;Mount it now</source>
        <translation>Jetzt &amp;einhängen</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="130" />
        <location filename="../create/summary.py" line="107" />
        <source>Backup and &amp;recovery key…</source>
        <translation>Sicherung und &amp;Notschlüssel …</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="116" />
        <source>{where} has room for {size}.</source>
        <translation>{where} hat Platz für {size}.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="121" />
        <source>From now on, mount the volume around it with protection of the hidden one, or read-only. Else it may be overwritten.</source>
        <translation>Das äußere Volume ab jetzt nur mit Schutz für das versteckte oder schreibgeschützt einhängen. Sonst kann es überschrieben werden.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="127" />
        <source>A backup of the header saves the volume when its beginning is damaged.</source>
        <translation>Eine Sicherung des Headers rettet das Volume, wenn sein Anfang beschädigt ist.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="130" />
        <source>Header &amp;backup…</source>
        <translation>Header-&amp;Sicherung …</translation>
    </message>
</context><context>
    <name>DropDialog</name>
    <message>
        <location filename="../keys/backup.py" line="84" />
        <source>Remove an automatic backup</source>
        <translation>Automatische Sicherung entfernen</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="85" />
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="86" />
        <source>{backup}
It is overwritten and removed. What opened the volume then opens it no more with it.</source>
        <translation>{backup}
Sie wird überschrieben und entfernt. Was das Volume damals öffnete, öffnet es dann nicht mehr mit ihr.</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="93" />
        <source>Removing it…</source>
        <translation>Wird entfernt …</translation>
    </message>
    <message>
        <location filename="../keys/backup.py" line="96" />
        <source>The automatic backup was removed.</source>
        <translation>Die automatische Sicherung wurde entfernt.</translation>
    </message>
</context><context>
    <name>EnrollDialog</name>
    <message>
        <location filename="../keys/keyring.py" line="22" />
        <source>Let the desktop keyring open it</source>
        <translation>Vom Schlüsselbund öffnen lassen</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="23" />
        <source>&amp;Allow</source>
        <translation>&amp;Erlauben</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="24" />
        <source>&amp;Store the passphrase itself</source>
        <translation>Die Passphrase &amp;selbst speichern</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="25" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="31" />
        <source>The volume gets a keyslot with a random key of its own, which the keyring keeps. Whoever is logged in with the keyring unlocked opens the volume without typing.</source>
        <translation>Das Volume bekommt ein Schlüsselfach mit einem eigenen zufälligen Schlüssel, den der Schlüsselbund aufbewahrt. Wer angemeldet ist und den Schlüsselbund entsperrt hat, öffnet das Volume ohne Eingabe.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="38" />
        <source>This volume has no keyslot for a key of the keyring’s own: the keyring keeps the passphrase itself. Whoever reads it there opens the volume, and every copy of it.</source>
        <translation>Dieses Volume hat kein Schlüsselfach für einen eigenen Schlüssel des Schlüsselbunds: Er bewahrt die Passphrase selbst auf. Wer sie dort liest, öffnet das Volume und jede Kopie davon.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="56" />
        <source>Waiting for the keyring…</source>
        <translation>Warten auf den Schlüsselbund …</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="65" />
        <source>The keyring opens the volume.</source>
        <translation>Der Schlüsselbund öffnet das Volume.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="67" />
        <source>The keyring opens the volume with keyslot {number}.</source>
        <translation>Der Schlüsselbund öffnet das Volume mit Schlüsselfach {number}.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="72" />
        <source>This does not open the volume.</source>
        <translation>Das öffnet das Volume nicht.</translation>
    </message>
</context><context>
    <name>FavouriteDialog</name>
    <message>
        <location filename="../dialogs/favourite.py" line="25" />
        <source>Options of {name}</source>
        <translation>Optionen von {name}</translation>
    </message>
    <message>
        <location filename="../dialogs/favourite.py" line="28" />
        <source>It is mounted like this from now on.</source>
        <translation>So wird es von nun an eingehängt.</translation>
    </message>
</context><context>
    <name>FileSystemPage</name>
    <message>
        <location filename="../create/filesystem.py" line="25" />
        <source>Which file system?</source>
        <translation>Welches Dateisystem?</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="31" />
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="33" />
        <source>&amp;File system:</source>
        <translation>&amp;Dateisystem:</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="34" />
        <source>&amp;Label:</source>
        <translation>&amp;Bezeichnung:</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="64" />
        <source>None (leave it empty)</source>
        <translation>Keins (leer lassen)</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="73" />
        <source>For Linux. Keeps owners and rights of files.</source>
        <translation>Für Linux. Bewahrt Besitzer und Rechte von Dateien.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="74" />
        <source>For Linux, also for old ones.</source>
        <translation>Für Linux, auch für altes.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="75" />
        <source>For Linux. Without a journal.</source>
        <translation>Für Linux. Ohne Journal.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="76" />
        <source>For Linux, Windows and macOS.</source>
        <translation>Für Linux, Windows und macOS.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="77" />
        <source>For everything, but no file in it can have 4 GiB or more.</source>
        <translation>Für alles, aber keine Datei darin kann 4 GiB oder mehr haben.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="78" />
        <source>For Windows and Linux.</source>
        <translation>Für Windows und Linux.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="79" />
        <source>For Linux. Keeps checksums of all data.</source>
        <translation>Für Linux. Bewahrt Prüfsummen aller Daten.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="80" />
        <source>For Linux. Made for large volumes.</source>
        <translation>Für Linux. Für große Volumes gemacht.</translation>
    </message>
    <message>
        <location filename="../create/filesystem.py" line="81" />
        <source>Nothing can be stored in it before it has a file system.</source>
        <translation>Ohne Dateisystem lässt sich nichts darin speichern.</translation>
    </message>
</context><context>
    <name>ForgetDialog</name>
    <message>
        <location filename="../keys/keyring.py" line="81" />
        <source>Forget it in the keyring</source>
        <translation>Aus dem Schlüsselbund entfernen</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="82" />
        <source>&amp;Forget</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="91" />
        <source>&amp;Lose all that is in the volume</source>
        <translation>&amp;Alles verlieren, was im Volume ist</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="93" />
        <source>Also what the header does not &amp;speak of</source>
        <translation>Auch, was der Header nicht &amp;nennt</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="94" />
        <source>A copy of this volume, or its header before a restore, may still need it.</source>
        <translation>Eine Kopie dieses Volumes oder ein wiederhergestellter Header kann es noch brauchen.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="103" />
        <source>Only the keyring opens the volume. Without it, all that is in the volume is lost for ever.</source>
        <translation>Nur der Schlüsselbund öffnet das Volume. Ohne ihn ist alles darin für immer verloren.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="106" />
        <source>The keyring opens the volume no more, and its keyslot is removed. These stay: {left}.</source>
        <translation>Der Schlüsselbund öffnet das Volume nicht mehr, und sein Schlüsselfach wird entfernt. Es bleiben: {left}.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="109" />
        <source>The passphrase is removed from the keyring. It still opens the volume.</source>
        <translation>Die Passphrase wird aus dem Schlüsselbund entfernt. Das Volume öffnet sie weiterhin.</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="119" />
        <source>Waiting for the keyring…</source>
        <translation>Warten auf den Schlüsselbund …</translation>
    </message>
    <message>
        <location filename="../keys/keyring.py" line="130" />
        <source>The keyring opens the volume no more.</source>
        <translation>Der Schlüsselbund öffnet das Volume nicht mehr.</translation>
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
        <location filename="../keys/header_page.py" line="74" />
        <location filename="../keys/header_page.py" line="46" />
        <source>None yet. One is made before each change.</source>
        <translation>Noch keine. Vor jeder Änderung wird eine angelegt.</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="47" />
        <source>Remo&amp;ve…</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="53" />
        <source>The header holds all that opens the volume. If it is lost, so is the volume.</source>
        <translation>Im Header steht alles, was das Volume öffnet. Geht er verloren, ist auch das Volume verloren.</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="79" />
        <source>None is known of.</source>
        <translation>Es ist keine bekannt.</translation>
    </message>
    <message>
        <location filename="../keys/header_page.py" line="118" />
        <source>Checking the header…</source>
        <translation>Header wird geprüft …</translation>
    </message>
</context><context>
    <name>KeyfileList</name>
    <message>
        <location filename="../widgets/keyfiles.py" line="50" />
        <source>Files can be dropped here.</source>
        <translation>Dateien können hierher gezogen werden.</translation>
    </message>
    <message>
        <location filename="../widgets/keyfiles.py" line="53" />
        <source>Add keyfiles</source>
        <translation>Schlüsseldateien hinzufügen</translation>
    </message>
    <message>
        <location filename="../widgets/keyfiles.py" line="54" />
        <source>Remove the keyfile from the list</source>
        <translation>Die Schlüsseldatei aus der Liste entfernen</translation>
    </message>
    <message>
        <location filename="../widgets/keyfiles.py" line="112" />
        <source>Only {most} keyfiles are listed; {left} were left out.</source>
        <translation>Nur {most} Schlüsseldateien stehen in der Liste; {left} blieben weg.</translation>
    </message>
</context><context>
    <name>Keyfiles</name>
    <message>
        <location filename="../keys/credential.py" line="50" />
        <source>Keyfiles</source>
        <translation>Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="55" />
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="56" />
        <source>Add a keyfile</source>
        <translation>Schlüsseldatei hinzufügen</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="57" />
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="58" />
        <source>Remove the chosen keyfiles</source>
        <translation>Die gewählten Schlüsseldateien entfernen</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="86" />
        <source>Add keyfiles</source>
        <translation>Schlüsseldateien hinzufügen</translation>
    </message>
</context><context>
    <name>KeyringCard</name>
    <message>
        <location filename="../keys/cards.py" line="140" />
        <source>Desktop keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="145" />
        <source>Does not open this volume.</source>
        <translation>Öffnet dieses Volume nicht.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="147" />
        <source>It cannot be asked now. {reason}</source>
        <translation>Er lässt sich jetzt nicht fragen. {reason}</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="149" />
        <source>The passphrase is remembered until the screen is locked.</source>
        <translation>Die Passphrase bleibt gemerkt, bis der Bildschirm gesperrt wird.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="150" />
        <source>Let the desktop keyring open it</source>
        <translation>Vom Schlüsselbund öffnen lassen</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="151" />
        <source>Let it open the volume…</source>
        <translation>Das Volume öffnen lassen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="154" />
        <source>Forget…</source>
        <translation>Vergessen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="154" />
        <source>Forget it in the desktop keyring</source>
        <translation>Aus dem Schlüsselbund entfernen</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="158" />
        <source> (keyslot {number})</source>
        <translation> (Schlüsselfach {number})</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="160" />
        <source>Left over: the keyring has a key{where} of which the header does not speak.</source>
        <translation>Übrig: Der Schlüsselbund hat einen Schlüssel{where}, den der Header nicht nennt.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="164" />
        <source>Ready: the keyring opens the volume{where}. The key lies in your keyring on this computer.</source>
        <translation>Bereit: Der Schlüsselbund öffnet das Volume{where}. Der Schlüssel liegt im Schlüsselbund auf diesem Rechner.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="167" />
        <source>Locked: the keyring opens the volume{where} once you have unlocked the keyring.</source>
        <translation>Gesperrt: Ist der Schlüsselbund entsperrt, öffnet er das Volume{where}.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="168" />
        <source>Missing: the header names a key{where} that your keyring does not have.</source>
        <translation>Fehlt: Der Header nennt einen Schlüssel{where}, den der Schlüsselbund nicht hat.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="169" />
        <source>The keyring that has the key{where} does not run.</source>
        <translation>Der Schlüsselbund mit dem Schlüssel{where} läuft nicht.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="170" />
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
        <source>&amp;Recovery key…</source>
        <translation>&amp;Wiederherstellungsschlüssel …</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="34" />
        <source>&amp;Test…</source>
        <translation>&amp;Testen …</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="41" />
        <source>What opens the volume</source>
        <translation>Was das Volume öffnet</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="49" />
        <source>Reading the header…</source>
        <translation>Der Header wird gelesen …</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="58" />
        <source>There is no header with keyslots here.</source>
        <translation>Hier ist kein Header mit Schlüsselfächern.</translation>
    </message>
    <message>
        <location filename="../keys/page.py" line="61" />
        <source>What opens this volume can only be changed by the system that made it.</source>
        <translation>Was dieses Volume öffnet, kann nur das System ändern, das es angelegt hat.</translation>
    </message>
</context><context>
    <name>KeysWindow</name>
    <message>
        <location filename="../keys/window.py" line="80" />
        <source>Keys of {name}</source>
        <translation>Schlüssel von {name}</translation>
    </message>
    <message>
        <location filename="../keys/window.py" line="89" />
        <source>&amp;Keys</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <location filename="../keys/window.py" line="90" />
        <source>&amp;Header</source>
        <translation>&amp;Header</translation>
    </message>
    <message>
        <location filename="../keys/window.py" line="173" />
        <source>The recovery key was not kept. It was taken back, and opens nothing.</source>
        <translation>Der Notschlüssel wurde nicht aufbewahrt. Er ist zurückgenommen und öffnet nichts.</translation>
    </message>
    <message>
        <location filename="../keys/window.py" line="235" />
        <source>The volume is open. Its keys can be changed meanwhile, its files stay as they are.</source>
        <translation>Das Volume ist offen. Seine Schlüssel können trotzdem geändert werden, seine Dateien bleiben, wie sie sind.</translation>
    </message>
</context><context>
    <name>KeyslotCard</name>
    <message>
        <location filename="../keys/cards.py" line="91" />
        <source>Change keyslot {number}</source>
        <translation>Schlüsselfach {number} ändern</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="92" />
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="93" />
        <source>Remove keyslot {number}</source>
        <translation>Schlüsselfach {number} entfernen</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="94" />
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="97" />
        <source>Name and priority…</source>
        <translation>Name und Rang …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="99" />
        <source>Test the recovery key…</source>
        <translation>Wiederherstellungsschlüssel testen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="101" />
        <source>Test a passphrase…</source>
        <translation>Eine Passphrase testen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="103" />
        <source>Cost of guessing…</source>
        <translation>Aufwand beim Erraten …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="104" />
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="106" />
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
        <location filename="../leaving.py" line="34" />
        <source>Quit vault?</source>
        <translation>Vault beenden?</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="37" />
        <source>If you quit now, this is given up. Open volumes stay open.</source>
        <translation>Beim Beenden wird das abgebrochen. Offene Volumes bleiben offen.</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="38" />
        <source>&amp;Go on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <location filename="../leaving.py" line="39" />
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
        <location filename="../main_window.py" line="102" />
        <source>No volumes yet: make a new one, or open one that you have. You can drop it here, too.</source>
        <translation>Noch keine Volumes: ein neues anlegen oder ein vorhandenes öffnen. Es kann auch hierher gezogen werden.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="119" />
        <source>Mor&amp;e</source>
        <translation>&amp;Mehr</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="184" />
        <source>The favourites cannot be read.</source>
        <translation>Die Favoriten sind nicht lesbar.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="201" />
        <source>What is open cannot be told now; it is tried again in a few seconds.</source>
        <translation>Was offen ist, lässt sich gerade nicht feststellen; in einigen Sekunden folgt ein neuer Versuch.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="211" />
        <source>All volumes are dismounted.</source>
        <translation>Alle Volumes sind ausgehängt.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="213" />
        <source>Some volumes are still open.</source>
        <translation>Einige Volumes sind noch offen.</translation>
    </message>
    <message>
        <location filename="../main_window.py" line="218" />
        <source>A command that has keys is still running.</source>
        <translation>Ein Befehl, der Schlüssel hat, läuft noch.</translation>
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
        <location filename="../widgets/strength.py" line="119" />
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="120" />
        <source>New passphrase, once more</source>
        <translation>Neue Passphrase, noch einmal</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="122" />
        <source>Use it a&amp;lthough it is very weak</source>
        <translation>&amp;Trotzdem nehmen, obwohl sie sehr schwach ist</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="124" />
        <source>Su&amp;ggest words</source>
        <translation>Wörter &amp;vorschlagen</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="126" />
        <source>Makes a passphrase of random words and shows it.</source>
        <translation>Bildet eine Passphrase aus zufälligen Wörtern und zeigt sie.</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="133" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="134" />
        <source>&amp;Once more:</source>
        <translation>N&amp;och einmal:</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="181" />
        <source>A passphrase has at most 512 bytes.</source>
        <translation>Eine Passphrase hat höchstens 512 Byte.</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="183" />
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
        <location filename="../widgets/open_options.py" line="119" />
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="120" />
        <source>Keyfiles</source>
        <translation>Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="124" />
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="125" />
        <source>The passphrase for 10 minutes</source>
        <translation>Die Passphrase für 10 Minuten</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="126" />
        <source>The passphrase until I log out</source>
        <translation>Die Passphrase bis zum Abmelden</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="127" />
        <source>A key in the desktop's keyring</source>
        <translation>Einen Schlüssel im Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="130" />
        <source>What is remembered for a time is forgotten when the screen is locked, too.</source>
        <translation>Was für eine Zeit gemerkt wird, wird auch beim Sperren des Bildschirms vergessen.</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="131" />
        <source>&amp;Key file instead of the passphrase:</source>
        <translation>&amp;Schlüsseldatei statt der Passphrase:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="132" />
        <source>&amp;Keyfiles:</source>
        <translation>&amp;Schlüsseldateien:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="133" />
        <source>P&amp;IM:</source>
        <translation>P&amp;IM:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="134" />
        <source>R&amp;emember:</source>
        <translation>Me&amp;rken:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="138" />
        <source>As the container shows</source>
        <translation>Wie der Container es zeigt</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="139" />
        <source>File with the header</source>
        <translation>Datei mit dem Header</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="140" />
        <source>Open on&amp;ly the hidden volume</source>
        <translation>N&amp;ur das versteckte Volume öffnen</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="141" />
        <source>Use the &amp;backup of the header</source>
        <translation>Die Si&amp;cherung des Headers benutzen</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="143" />
        <source>&amp;Format:</source>
        <translation>&amp;Format:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="144" />
        <source>&amp;Header in another file:</source>
        <translation>&amp;Header in anderer Datei:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="149" />
        <source>&amp;Read-only</source>
        <translation>Schrei&amp;bgeschützt</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="150" />
        <source>Folder to mount on</source>
        <translation>Ordner zum Einhängen</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="151" />
        <source>A new one in “Vaults”</source>
        <translation>Ein neuer in „Vaults“</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="153" />
        <location filename="../widgets/open_options.py" line="152" />
        <source>The best one</source>
        <translation>Der beste</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="155" />
        <source>Mo&amp;unt on:</source>
        <translation>Einhä&amp;ngen in:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="156" />
        <source>&amp;Decrypt with:</source>
        <translation>Entsch&amp;lüsseln durch:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="157" />
        <source>Mount &amp;with:</source>
        <translation>Einhängen &amp;durch:</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="161" />
        <source>The kernel (dm-crypt)</source>
        <translation>Der Kernel (dm-crypt)</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="162" />
        <source>The kernel</source>
        <translation>Der Kernel</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="163" />
        <source>The desktop (udisks)</source>
        <translation>Der Desktop (udisks)</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="164" />
        <source>The helper of vault</source>
        <translation>Das Hilfsprogramm von vault</translation>
    </message>
    <message>
        <location filename="../widgets/open_options.py" line="166" />
        <location filename="../widgets/open_options.py" line="165" />
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
        <source>Its keyfiles</source>
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
        <source>Its &amp;keyfiles:</source>
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
        <location filename="../keys/sheet.py" line="26" />
        <source>Preview of the page</source>
        <translation>Vorschau der Seite</translation>
    </message>
</context><context>
    <name>PassphraseEdit</name>
    <message>
        <location filename="../widgets/passphrase.py" line="275" />
        <source>Caps Lock is on.</source>
        <translation>Die Feststelltaste ist an.</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="277" />
        <source>Keyboard: {layout}.</source>
        <translation>Tastatur: {layout}.</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="279" />
        <source>Keyboard layout {number} is in use.</source>
        <translation>Tastaturbelegung {number} wird benutzt.</translation>
    </message>
</context><context>
    <name>PassphraseField</name>
    <message>
        <location filename="../widgets/passphrase.py" line="212" />
        <source>Hide the passphrase</source>
        <translation>Passphrase verbergen</translation>
    </message>
    <message>
        <location filename="../widgets/passphrase.py" line="212" />
        <source>Show the passphrase</source>
        <translation>Passphrase anzeigen</translation>
    </message>
</context><context>
    <name>PathEdit</name>
    <message>
        <location filename="../widgets/paths.py" line="33" />
        <source>Choose: {name}</source>
        <translation>Wählen: {name}</translation>
    </message>
</context><context>
    <name>PlacePage</name>
    <message>
        <location filename="../create/place.py" line="36" />
        <source>Where, and how large?</source>
        <translation>Wo, und wie groß?</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="42" />
        <source>File of the new volume</source>
        <translation>Datei des neuen Volumes</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="43" />
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="46" />
        <source>Reserve all of it now</source>
        <translation>Jetzt den ganzen belegen</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="46" />
        <source>Grow as it is used</source>
        <translation>Nach Bedarf wachsen</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="47" />
        <source>&amp;Overwrite it; all that is in it is lost</source>
        <translation>Übers&amp;chreiben; alles darin geht verloren</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="49" />
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="50" />
        <source>&amp;Size:</source>
        <translation>&amp;Größe:</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="52" />
        <source>Disk s&amp;pace:</source>
        <translation>&amp;Plattenplatz:</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="103" />
        <source>Give the name with its folder, such as /home/me/secret.vol.</source>
        <translation>Bitte den Namen mit dem Ordner angeben, etwa /home/ich/geheim.vol.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="106" />
        <source>This name is too long. Choose a shorter one.</source>
        <translation>Dieser Name ist zu lang. Bitte einen kürzeren wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="146" />
        <source>This is a whole device. The volume takes all of it.</source>
        <translation>Das ist ein ganzes Gerät. Das Volume nimmt es vollständig ein.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="148" />
        <source>There is a file with this name already.</source>
        <translation>Es gibt schon eine Datei mit diesem Namen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="158" />
        <source>For example 500 MiB or 10 GiB.</source>
        <translation>Zum Beispiel 500 MiB oder 10 GiB.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="160" />
        <source>{size} on the device.</source>
        <translation>{size} auf dem Gerät.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="161" />
        <source>{free} are free there.</source>
        <translation>Dort sind {free} frei.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="167" />
        <source>The header takes {size} of it.</source>
        <translation>Der Header nimmt {size} davon.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="173" />
        <source>This folder does not exist. Make it first, or choose another one.</source>
        <translation>Diesen Ordner gibt es nicht. Bitte erst anlegen oder einen anderen wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="175" />
        <source>This is a folder. Add the name of the new file.</source>
        <translation>Das ist ein Ordner. Bitte den Namen der neuen Datei anfügen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="177" />
        <source>This is neither a file nor a disk. Choose another name.</source>
        <translation>Das ist weder eine Datei noch ein Datenträger. Bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="180" />
        <source>No file can be made in this folder. Choose another one.</source>
        <translation>In diesem Ordner lässt sich keine Datei anlegen. Bitte einen anderen wählen.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="190" />
        <source>This is no size. Write a number above 0, or something like 10G.</source>
        <translation>Das ist keine Größe. Bitte eine Zahl über 0 eingeben, oder etwas wie 10G.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="194" />
        <source>Choose more than {size}, which the header alone takes.</source>
        <translation>Bitte mehr als {size} wählen, so viel nimmt allein der Header.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="197" />
        <source>Files on this file system have at most {size}.</source>
        <translation>Dateien auf diesem Dateisystem haben höchstens {size}.</translation>
    </message>
    <message>
        <location filename="../create/place.py" line="199" />
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
        <location filename="../dialogs/policy.py" line="94" />
        <location filename="../dialogs/policy.py" line="44" />
        <source>All volumes</source>
        <translation>Alle Volumes</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="48" />
        <source>R&amp;eset all</source>
        <translation>Alles zu&amp;rücksetzen</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="49" />
        <source>Takes all that was set for it out of the settings.</source>
        <translation>Nimmt alles, was dafür eingestellt war, aus den Einstellungen.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="67" />
        <source>Polic&amp;y of:</source>
        <translation>Rege&amp;ln für:</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="73" />
        <source>Vendor:product, such as 1050:0407</source>
        <translation>Hersteller:Produkt, etwa 1050:0407</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="100" />
        <source>{name} (open)</source>
        <translation>{name} (offen)</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="203" />
        <source>Some of it was said when the volume was opened, and goes before what is set here.</source>
        <translation>Einiges wurde beim Öffnen des Volumes festgelegt und geht dem vor, was hier eingestellt ist.</translation>
    </message>
    <message>
        <location filename="../dialogs/policy.py" line="205" />
        <source>Some of it is set for this volume only.</source>
        <translation>Einiges ist nur für dieses Volume eingestellt.</translation>
    </message>
</context><context>
    <name>PresentCredential</name>
    <message>
        <location filename="../keys/credential.py" line="147" />
        <source>Find out</source>
        <translation>Herausfinden</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="149" />
        <source>PIM, key &amp;derivation and keyfiles</source>
        <translation>PIM, Schlüssel&amp;ableitung und Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="151" />
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="153" />
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
        <location filename="../keys/probe.py" line="53" />
        <source>Trying it…</source>
        <translation>Wird versucht …</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="63" />
        <source>This opens the volume.</source>
        <translation>Das öffnet das Volume.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="66" />
        <source>Keyslot {number}</source>
        <translation>Schlüsselfach {number}</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="67" />
        <source>{keyslot} opens with this.</source>
        <translation>{keyslot} lässt sich damit öffnen.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="73" />
        <source>This opens no keyslot.</source>
        <translation>Das öffnet kein Schlüsselfach.</translation>
    </message>
    <message>
        <location filename="../keys/probe.py" line="73" />
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
        <source>Keyfiles of the hidden volume</source>
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
        <source>Its keyfiles:</source>
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
        <location filename="../keys/recovery.py" line="40" />
        <location filename="../keys/recovery.py" line="30" />
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="113" />
        <location filename="../keys/recovery.py" line="31" />
        <source>&amp;Make the key</source>
        <translation>Schlüssel &amp;erzeugen</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="33" />
        <source>A recovery key is a long random key on paper. It opens the volume when the passphrase is lost, and is shown only once.</source>
        <translation>Ein Wiederherstellungsschlüssel ist ein langer zufälliger Schlüssel auf Papier. Er öffnet das Volume, wenn die Passphrase verloren ist, und wird nur einmal gezeigt.</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="38" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="41" />
        <source>New PDF file</source>
        <translation>Neue PDF-Datei</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="43" />
        <source>&amp;Title of the page:</source>
        <translation>&amp;Titel der Seite:</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="46" />
        <source>Also save the page as a PDF file</source>
        <translation>Die Seite auch als PDF-Datei speichern</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="73" />
        <source>Making the key…</source>
        <translation>Der Schlüssel wird erzeugt …</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="86" />
        <source>Print this page or write the key down now: it is kept nowhere else. If you close this window without keeping it, the key is taken back and opens nothing.</source>
        <translation>Diese Seite jetzt drucken oder den Schlüssel aufschreiben: Er wird nirgends sonst aufbewahrt. Wird das Fenster vorher geschlossen, wird der Schlüssel zurückgenommen und öffnet nichts.</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="92" />
        <source>I have &amp;kept it</source>
        <translation>Ist auf&amp;bewahrt</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="104" />
        <source>Keyslot {number} opens with the recovery key.</source>
        <translation>Schlüsselfach {number} lässt sich mit dem Wiederherstellungsschlüssel öffnen.</translation>
    </message>
    <message>
        <location filename="../keys/recovery.py" line="115" />
        <source>This does not open the volume.</source>
        <translation>Das öffnet das Volume nicht.</translation>
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
        <location filename="../keys/remove.py" line="78" />
        <source>Keyslot {number} was removed.</source>
        <translation>Schlüsselfach {number} wurde entfernt.</translation>
    </message>
    <message>
        <location filename="../keys/remove.py" line="83" />
        <source>This opens none of the keyslots that stay.</source>
        <translation>Das öffnet keines der Schlüsselfächer, die bleiben.</translation>
    </message>
</context><context>
    <name>RenameDialog</name>
    <message>
        <location filename="../keys/rename.py" line="23" />
        <source>Keyslot {number}</source>
        <translation>Schlüsselfach {number}</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="24" />
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="34" />
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="35" />
        <source>&amp;When it is tried:</source>
        <translation>&amp;Wann es versucht wird:</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="45" />
        <source>Writing the name…</source>
        <translation>Der Name wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="47" />
        <source>Writing the priority…</source>
        <translation>Der Rang wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../keys/rename.py" line="57" />
        <location filename="../keys/rename.py" line="50" />
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
        <source>&amp;Look</source>
        <translation>&amp;Untersuchen</translation>
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
</context><context>
    <name>RestoreDialog</name>
    <message>
        <location filename="../keys/restore.py" line="26" />
        <source>Restore the header</source>
        <translation>Header wiederherstellen</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="27" />
        <source>The header that is there is kept as an automatic backup.</source>
        <translation>Der jetzige Header bleibt als automatische Sicherung erhalten.</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="28" />
        <source>From the copy at the &amp;end of the container</source>
        <translation>Aus der Kopie am &amp;Ende des Containers</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="30" />
        <source>Backup of the header</source>
        <translation>Sicherung des Headers</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="32" />
        <source>&amp;Backup:</source>
        <translation>&amp;Sicherung:</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="34" />
        <source>&amp;Take it although it may not be of this container</source>
        <translation>&amp;Nehmen, obwohl sie vielleicht nicht von diesem Container ist</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="35" />
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="59" />
        <source>Comparing both…</source>
        <translation>Beide werden verglichen …</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="62" />
        <source>Writing the header…</source>
        <translation>Der Header wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="94" />
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="94" />
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="99" />
        <source>The header was restored. What was there before is kept as an automatic backup.</source>
        <translation>Der Header wurde wiederhergestellt. Was vorher da war, bleibt als automatische Sicherung erhalten.</translation>
    </message>
    <message>
        <location filename="../keys/restore.py" line="110" />
        <source>This does not open the header in the backup.</source>
        <translation>Das öffnet den Header in der Sicherung nicht.</translation>
    </message>
</context><context>
    <name>RoomPage</name>
    <message>
        <location filename="../create/outer.py" line="73" />
        <source>How large?</source>
        <translation>Wie groß?</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="76" />
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="78" />
        <source>&amp;Size:</source>
        <translation>&amp;Größe:</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="80" />
        <source>&amp;Make it although this is so</source>
        <translation>&amp;Trotzdem anlegen</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="96" />
        <source>It can have {size} at most.</source>
        <translation>Es kann höchstens {size} haben.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="100" />
        <source>Nobody can tell where the files of the volume around it lie. They may be overwritten.</source>
        <translation>Wo die Dateien des äußeren Volumes liegen, lässt sich nicht feststellen. Sie könnten überschrieben werden.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="104" />
        <source>The volume around it was not filled with random data. It shows that there is a hidden volume.</source>
        <translation>Das äußere Volume wurde nicht mit Zufallsdaten gefüllt. Es verrät, dass es ein verstecktes Volume gibt.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="133" />
        <source>This is no size. Write a number above 0, or something like 200M.</source>
        <translation>Das ist keine Größe. Bitte eine Zahl über 0 eingeben, oder etwas wie 200M.</translation>
    </message>
    <message>
        <location filename="../create/outer.py" line="135" />
        <source>The volume around it has not so much room.</source>
        <translation>So viel Platz hat das äußere Volume nicht.</translation>
    </message>
</context><context>
    <name>RowForm</name>
    <message>
        <location filename="../widgets/rows.py" line="28" />
        <source>{name}:</source>
        <translation>{name}:</translation>
    </message>
</context><context>
    <name>SettingsDialog</name>
    <message>
        <location filename="../dialogs/settings.py" line="23" />
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="28" />
        <source>&amp;General</source>
        <translation>Allge&amp;mein</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="29" />
        <source>&amp;Closing by itself</source>
        <translation>&amp;Von selbst schließen</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="30" />
        <source>&amp;Agent</source>
        <translation>&amp;Agent</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="59" />
        <source>Stay in the &amp;panel</source>
        <translation>In der &amp;Leiste bleiben</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="60" />
        <source>Closing the last window leaves an icon, where the desktop has a place for it.</source>
        <translation>Nach dem letzten Fenster bleibt ein Symbol, wo der Desktop einen Platz dafür hat.</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="64" />
        <source>&amp;Notify me</source>
        <translation>&amp;Benachrichtigen</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="65" />
        <source>Says that a volume was closed, or broke off, while no window is open.</source>
        <translation>Sagt, dass ein Volume geschlossen wurde oder abgerissen ist, während kein Fenster offen ist.</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="69" />
        <source>&amp;Open the folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="70" />
        <source>Shows the files of a volume in the file manager once it is mounted.</source>
        <translation>Zeigt die Dateien eines Volumes im Dateimanager, sobald es eingehängt ist.</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="74" />
        <source>&amp;Remember recent volumes</source>
        <translation>&amp;Zuletzt geöffnete Volumes merken</translation>
    </message>
    <message>
        <location filename="../dialogs/settings.py" line="75" />
        <source>Without this the list is cleared, and volumes are listed only while they are open.</source>
        <translation>Sonst wird die Liste geleert, und Volumes stehen nur darin, solange sie offen sind.</translation>
    </message>
</context><context>
    <name>SheetView</name>
    <message>
        <location filename="../keys/sheet.py" line="73" />
        <source>P&amp;rint…</source>
        <translation>&amp;Drucken …</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="94" />
        <source>The page is saved in a file that is as secret as the key. Delete it once printed.</source>
        <translation>Die Seite steht in einer Datei, die so geheim ist wie der Schlüssel. Nach dem Drucken sollte sie gelöscht werden.</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="130" />
        <source>Group {number}: {letters}</source>
        <translation>Gruppe {number}: {letters}</translation>
    </message>
    <message>
        <location filename="../keys/sheet.py" line="139" />
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
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
        <location filename="../widgets/strength.py" line="45" />
        <source>Strength of the passphrase</source>
        <translation>Stärke der Passphrase</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="70" />
        <source>Strength: –</source>
        <translation>Stärke: –</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="74" />
        <source>A few random words are easy to remember and hard to guess.</source>
        <translation>Ein paar zufällige Wörter sind leicht zu merken und schwer zu erraten.</translation>
    </message>
    <message>
        <location filename="../widgets/strength.py" line="96" />
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
        <location filename="../widgets/suggestion.py" line="40" />
        <source>{bits} bits of chance.</source>
        <translation>{bits} Bit Zufall.</translation>
    </message>
    <message>
        <location filename="../widgets/suggestion.py" line="47" />
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
        <location filename="../create/summary.py" line="45" />
        <source>What is there now will be lost.</source>
        <translation>Was jetzt dort ist, geht verloren.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="56" />
        <source>A hidden volume of {size} will be made in {where}, {inside}, opened by {opened}.</source>
        <translation>In {where} wird ein verstecktes Volume von {size} angelegt, {inside}. Es öffnet sich durch {opened}.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="60" />
        <source>A VeraCrypt container of {size} will be made at {where}, {inside}, opened by {opened}.</source>
        <translation>Unter {where} wird ein VeraCrypt-Container von {size} angelegt, {inside}. Er öffnet sich durch {opened}.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="62" />
        <source>A LUKS2 container of {size} will be made at {where}, {inside}, opened by {opened}.</source>
        <translation>Unter {where} wird ein LUKS2-Container von {size} angelegt, {inside}. Er öffnet sich durch {opened}.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="67" />
        <source>with nothing in it</source>
        <translation>ohne etwas darin</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="68" />
        <source>with {filesystem} in it</source>
        <translation>mit {filesystem} darin</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="72" />
        <source>the key file {name}</source>
        <translation>die Schlüsseldatei {name}</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="74" />
        <source>your passphrase and keyfiles</source>
        <translation>Passphrase und Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="75" />
        <source>your passphrase</source>
        <translation>die Passphrase</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="80" />
        <source>It is filled with random data first, which takes a while.</source>
        <translation>Zuerst wird er mit Zufallsdaten gefüllt, was eine Weile dauert.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="82" />
        <source>It is not filled with random data, and shows how much of it is used.</source>
        <translation>Er wird nicht mit Zufallsdaten gefüllt und verrät, wie viel davon belegt ist.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="84" />
        <source>The file takes disk space only as it is used.</source>
        <translation>Die Datei belegt Plattenplatz erst, wenn er gebraucht wird.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="88" />
        <source>Its header will be apart, in {header}; without that nothing opens it.</source>
        <translation>Sein Header steht für sich, in {header}; ohne den öffnet ihn nichts.</translation>
    </message>
    <message>
        <location filename="../create/summary.py" line="90" />
        <source>If what opens it is lost or forgotten, all that is in it is lost.</source>
        <translation>Geht verloren oder wird vergessen, was es öffnet, ist alles darin verloren.</translation>
    </message>
</context><context>
    <name>Throughput</name>
    <message>
        <location filename="../widgets/throughput.py" line="48" />
        <source>Throughput of the last minute</source>
        <translation>Durchsatz der letzten Minute</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="69" />
        <source>Measuring…</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="115" />
        <source>What goes through the volume cannot be told here.</source>
        <translation>Was durch das Volume geht, lässt sich hier nicht feststellen.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="134" />
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="134" />
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="136" />
        <source>Reading and writing together</source>
        <translation>Lesen und Schreiben zusammen</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="140" />
        <source>{rate}/s</source>
        <translation>{rate}/s</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="142" />
        <source>Reading and writing {rate}.</source>
        <translation>Lesen und Schreiben {rate}.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="151" />
        <location filename="../widgets/throughput.py" line="143" />
        <source>Nothing is read or written.</source>
        <translation>Es wird nichts gelesen oder geschrieben.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="146" />
        <source>Reading {read}, writing {written}.</source>
        <translation>Lesen {read}, Schreiben {written}.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="148" />
        <source>Reading {read}, writing nothing.</source>
        <translation>Lesen {read}, kein Schreiben.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="150" />
        <source>Reading nothing, writing {written}.</source>
        <translation>Kein Lesen, Schreiben {written}.</translation>
    </message>
    <message>
        <location filename="../widgets/throughput.py" line="168" />
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
        <location filename="../dialogs/unlock.py" line="85" />
        <source>U&amp;se the keyring</source>
        <translation>&amp;Schlüsselbund benutzen</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="115" />
        <source>Unlock {name}</source>
        <translation>{name} entsperren</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="129" />
        <source>Looking at the container…</source>
        <translation>Der Container wird untersucht …</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="154" />
        <source>The desktop's keyring could open the volume, but it is locked. The passphrase opens it, too.</source>
        <translation>Der Schlüsselbund könnte das Volume öffnen, ist aber gesperrt. Die Passphrase öffnet es auch.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="197" />
        <source>Asking the keyring…</source>
        <translation>Der Schlüsselbund wird gefragt …</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="197" />
        <source>Opening the volume…</source>
        <translation>Das Volume wird geöffnet …</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="216" />
        <source>Nothing that is remembered opens the volume. Type the passphrase.</source>
        <translation>Nichts Gemerktes öffnet das Volume. Bitte die Passphrase eingeben.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="237" />
        <source>Open &amp;folder</source>
        <translation>Ordner ö&amp;ffnen</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="239" />
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock.py" line="241" />
        <source>&amp;Mount</source>
        <translation>&amp;Einhängen</translation>
    </message>
</context><context>
    <name>VeraCryptCard</name>
    <message>
        <location filename="../keys/cards.py" line="123" />
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="126" />
        <source>This looks like a VeraCrypt volume: one passphrase opens it, with its PIM and keyfiles. A hidden volume has one of its own.</source>
        <translation>Das sieht nach einem VeraCrypt-Volume aus: Eine Passphrase öffnet es, mit ihrer PIM und ihren Schlüsseldateien. Ein verstecktes Volume hat eine eigene.</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="131" />
        <source>Test…</source>
        <translation>Testen …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="131" />
        <source>Test the passphrase</source>
        <translation>Passphrase testen</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="132" />
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <location filename="../keys/cards.py" line="132" />
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
        <source>The volume that the present passphrase opens, outer or hidden, opens with the new one only. PIM and keyfiles that are not named for the new one are not needed any more.</source>
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
        <source>New PIM, key deri&amp;vation and keyfiles</source>
        <translation>Neue PIM, Schlüsselab&amp;leitung und Schlüsseldateien</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="53" />
        <source>Looking for the header…</source>
        <translation>Der Header wird gesucht …</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="61" />
        <source>The volume opens with the new passphrase.</source>
        <translation>Das Volume öffnet sich mit der neuen Passphrase.</translation>
    </message>
    <message>
        <location filename="../keys/veracrypt.py" line="67" />
        <source>The present passphrase does not open the volume, with this PIM and these keyfiles.</source>
        <translation>Die bisherige Passphrase öffnet das Volume mit dieser PIM und diesen Schlüsseldateien nicht.</translation>
    </message>
</context><context>
    <name>VeraCryptParts</name>
    <message>
        <location filename="../keys/credential.py" line="107" />
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="115" />
        <source>PIM:</source>
        <translation>PIM:</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="116" />
        <source>Key derivation:</source>
        <translation>Schlüsselableitung:</translation>
    </message>
    <message>
        <location filename="../keys/credential.py" line="117" />
        <source>Keyfiles:</source>
        <translation>Schlüsseldateien:</translation>
    </message>
</context><context>
    <name>VolumeActions</name>
    <message>
        <location filename="../listing/actions.py" line="40" />
        <source>&amp;Mount…</source>
        <translation>E&amp;inhängen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="41" />
        <source>F&amp;ind it…</source>
        <translation>Su&amp;chen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="42" />
        <source>&amp;Dismount</source>
        <translation>&amp;Aushängen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="43" />
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="44" />
        <source>De&amp;tails</source>
        <translation>De&amp;tails</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="45" />
        <source>&amp;Keys…</source>
        <translation>&amp;Schlüssel …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="47" />
        <source>O&amp;ptions…</source>
        <translation>O&amp;ptionen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="48" />
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="49" />
        <source>Remove from the &amp;list</source>
        <translation>Aus der &amp;Liste entfernen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="50" />
        <source>Dismount &amp;all</source>
        <translation>A&amp;lle aushängen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="51" />
        <source>&amp;New volume…</source>
        <translation>&amp;Neues Volume …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="52" />
        <source>&amp;Open file…</source>
        <translation>&amp;Datei öffnen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="53" />
        <source>Look &amp;again</source>
        <translation>Er&amp;neut nachsehen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="54" />
        <source>&amp;Clear the recent volumes</source>
        <translation>&amp;Zuletzt geöffnete vergessen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="55" />
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="56" />
        <source>Close the &amp;window</source>
        <translation>&amp;Fenster schließen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="57" />
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="90" />
        <source>Remove from fa&amp;vourites</source>
        <translation>Aus Fa&amp;voriten entfernen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="90" />
        <source>Add to fa&amp;vourites</source>
        <translation>Zu Fa&amp;voriten hinzufügen</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="164" />
        <source>Where is {name}?</source>
        <translation>Wo ist {name}?</translation>
    </message>
    <message>
        <location filename="../listing/actions.py" line="192" />
        <source>Open a container</source>
        <translation>Container öffnen</translation>
    </message>
</context><context>
    <name>WorkLine</name>
    <message>
        <location filename="../widgets/work.py" line="30" />
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="31" />
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="67" />
        <source>Waiting for the programs that use it…</source>
        <translation>Warten auf die Programme, die es benutzen …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="73" />
        <source>Keyslot {slot}, {kdf}</source>
        <translation>Schlüsselfach {slot}, {kdf}</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="74" />
        <source>Deriving the key… This can take some time.</source>
        <translation>Der Schlüssel wird abgeleitet … Das kann etwas dauern.</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="78" />
        <source>Making the file system {name}…</source>
        <translation>Das Dateisystem {name} wird angelegt …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="81" />
        <location filename="../widgets/work.py" line="80" />
        <source>Opening the volume…</source>
        <translation>Das Volume wird geöffnet …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="82" />
        <source>Checking the file system…</source>
        <translation>Das Dateisystem wird geprüft …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="83" />
        <source>Mounting the file system…</source>
        <translation>Das Dateisystem wird eingehängt …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="85" />
        <location filename="../widgets/work.py" line="84" />
        <source>Closing the volume…</source>
        <translation>Das Volume wird geschlossen …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="86" />
        <source>Making the key…</source>
        <translation>Der Schlüssel wird erzeugt …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="87" />
        <source>Measuring this computer…</source>
        <translation>Der Rechner wird gemessen …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="88" />
        <source>Writing the header…</source>
        <translation>Der Header wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="90" />
        <location filename="../widgets/work.py" line="89" />
        <source>Saving the header…</source>
        <translation>Header wird gesichert …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="91" />
        <source>Reading the backup…</source>
        <translation>Die Sicherung wird gelesen …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="92" />
        <source>Repairing the header…</source>
        <translation>Der Header wird repariert …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="93" />
        <source>Overwriting old keys…</source>
        <translation>Alte Schlüssel werden überschrieben …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="94" />
        <source>Filling with random data…</source>
        <translation>Mit Zufallsdaten wird gefüllt …</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="103" />
        <source>Copying</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="104" />
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="105" />
        <source>Reserving space</source>
        <translation>Platz belegen</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="106" />
        <source>Overwriting old keys</source>
        <translation>Alte Schlüssel überschreiben</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="107" />
        <source>Filling with random data</source>
        <translation>Mit Zufallsdaten füllen</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="112" />
        <source>{what}: {done} of {total}</source>
        <translation>{what}: {done} von {total}</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="115" />
        <source>{rate}/s, {minutes}:{seconds:02} left</source>
        <translation>{rate}/s, noch {minutes}:{seconds:02}</translation>
    </message>
    <message>
        <location filename="../widgets/work.py" line="125" />
        <source>Giving it up…</source>
        <translation>Wird abgebrochen …</translation>
    </message>
</context><context>
    <name>text</name>
    <message>
        <location filename="../several.py" line="28" />
        <source>Only {most} files are opened at once; {left} were left out.</source>
        <translation>Nur {most} Dateien werden auf einmal geöffnet; {left} blieben weg.</translation>
    </message>
    <message>
        <location filename="../text.py" line="32" />
        <source>This does not open the volume.</source>
        <translation>Das öffnet das Volume nicht.</translation>
    </message>
    <message>
        <location filename="../text.py" line="33" />
        <source>A passphrase is needed.</source>
        <translation>Eine Passphrase wird gebraucht.</translation>
    </message>
    <message>
        <location filename="../text.py" line="34" />
        <source>The keyring cannot answer now.</source>
        <translation>Der Schlüsselbund kann gerade nicht antworten.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="50" />
        <location filename="../text.py" line="35" />
        <source>This is no volume that vault knows.</source>
        <translation>Das ist kein Volume, das vault kennt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="36" />
        <source>Vault cannot do this with the volume.</source>
        <translation>Das kann vault mit diesem Volume nicht tun.</translation>
    </message>
    <message>
        <location filename="../text.py" line="37" />
        <source>The header of the volume is damaged.</source>
        <translation>Der Header des Volumes ist beschädigt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="38" />
        <source>The header asks for more than the limits allow.</source>
        <translation>Der Header verlangt mehr, als die Grenzen erlauben.</translation>
    </message>
    <message>
        <location filename="../text.py" line="39" />
        <source>The keyslot cannot be used for this.</source>
        <translation>Das Schlüsselfach ist dafür nicht geeignet.</translation>
    </message>
    <message>
        <location filename="../text.py" line="40" />
        <source>It is in use.</source>
        <translation>Es wird benutzt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="41" />
        <source>The disk is full.</source>
        <translation>Die Platte ist voll.</translation>
    </message>
    <message>
        <location filename="../text.py" line="42" />
        <source>Something that this needs is missing.</source>
        <translation>Etwas, das dafür gebraucht wird, fehlt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="43" />
        <source>The volume cannot be mounted.</source>
        <translation>Das Volume lässt sich nicht einhängen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="44" />
        <source>The file system is damaged.</source>
        <translation>Das Dateisystem ist beschädigt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="45" />
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="46" />
        <source>This cannot be done as it was asked for.</source>
        <translation>So lässt sich das nicht tun.</translation>
    </message>
    <message>
        <location filename="../text.py" line="47" />
        <source>The system reported an error.</source>
        <translation>Das System hat einen Fehler gemeldet.</translation>
    </message>
    <message>
        <location filename="../text.py" line="49" />
        <source>Something went wrong.</source>
        <translation>Etwas ging schief.</translation>
    </message>
    <message>
        <location filename="../text.py" line="74" />
        <source>Check the path.</source>
        <translation>Bitte den Pfad prüfen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="75" />
        <source>Try it read-only.</source>
        <translation>Bitte schreibgeschützt versuchen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="76" />
        <source>Choose another name.</source>
        <translation>Bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="77" />
        <source>Choose a size.</source>
        <translation>Bitte eine Größe wählen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="51" />
        <location filename="../text.py" line="78" />
        <source>If its header is in another file, name that file in the options.</source>
        <translation>Steht sein Header in einer anderen Datei, gehört diese in die Optionen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="81" />
        <source>Close what is open there, or take it away by force.</source>
        <translation>Bitte schließen, was dort offen ist, oder es erzwingen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="82" />
        <source>Mount the volume around it with protection of the hidden one, or read-only.</source>
        <translation>Bitte das äußere Volume mit Schutz des versteckten einhängen, oder schreibgeschützt.</translation>
    </message>
    <message>
        <location filename="../text.py" line="85" />
        <source>Choose a backup of a header.</source>
        <translation>Bitte die Sicherung eines Headers wählen.</translation>
    </message>
    <message>
        <location filename="../text.py" line="108" />
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <location filename="../text.py" line="109" />
        <source>Mounted</source>
        <translation>Eingehängt</translation>
    </message>
    <message>
        <location filename="../text.py" line="110" />
        <source>Attached</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <location filename="../text.py" line="111" />
        <source>Read-only, to protect the hidden volume</source>
        <translation>Schreibgeschützt, zum Schutz des versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../text.py" line="112" />
        <source>Suspended</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <location filename="../text.py" line="113" />
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
        <location filename="../listing/words.py" line="25" />
        <source>Dismounting…</source>
        <translation>Wird ausgehängt …</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="27" />
        <source>Does not answer</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="29" />
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="32" />
        <source>{state}, read-only</source>
        <translation>{state}, schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="51" />
        <source>{size}, {free} free</source>
        <translation>{size}, {free} frei</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="59" />
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="70" />
        <source>Stays open until it is dismounted: nothing tells of a locked screen</source>
        <translation>Bleibt offen, bis es ausgehängt wird: Nichts meldet einen gesperrten Bildschirm</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="75" />
        <source>Closes {when}</source>
        <translation>Schließt sich {when}</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="77" />
        <source>Forgets its key {when}</source>
        <translation>Vergisst seinen Schlüssel {when}</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="78" />
        <source>Stays open until it is dismounted</source>
        <translation>Bleibt offen, bis es ausgehängt wird</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="87" />
        <source>{time} after the screen is locked</source>
        <translation>{time} nach dem Sperren des Bildschirms</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="90" />
        <source>when the screen is locked</source>
        <translation>beim Sperren des Bildschirms</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="94" />
        <source>after {time} without use</source>
        <translation>nach {time} ohne Benutzung</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="97" />
        <source>when you are away</source>
        <translation>bei Abwesenheit</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="100" />
        <source>when its USB device is removed</source>
        <translation>beim Abziehen seines USB-Geräts</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="102" />
        <source>when the computer sleeps</source>
        <translation>wenn der Rechner schläft</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="104" />
        <source>when you log out</source>
        <translation>beim Abmelden</translation>
    </message>
    <message>
        <location filename="../listing/words.py" line="123" />
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
        <location filename="../dialogs/unlock_text.py" line="18" />
        <source>Perhaps a VeraCrypt volume</source>
        <translation>Vielleicht ein VeraCrypt-Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="19" />
        <source>Perhaps an encrypted volume</source>
        <translation>Vielleicht ein verschlüsseltes Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="25" />
        <source>The volume cannot be opened like this.</source>
        <translation>So lässt sich das Volume nicht öffnen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="26" />
        <source>The volume cannot be mounted here as it is.</source>
        <translation>Das Volume lässt sich hier so nicht einhängen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="27" />
        <source>The volume could not be opened.</source>
        <translation>Das Volume ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="31" />
        <source>A backup of it is restored in the window of its keys.</source>
        <translation>Im Fenster seiner Schlüssel wird eine Sicherung davon wiederhergestellt.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="38" />
        <source>The container cannot be read.</source>
        <translation>Der Container ist nicht lesbar.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="58" />
        <source>The volume is attached already, but it is not mounted.</source>
        <translation>Das Volume ist schon geöffnet, aber nicht eingehängt.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="59" />
        <source>The volume is mounted already, on {folder}.</source>
        <translation>Das Volume ist schon eingehängt, in {folder}.</translation>
    </message>
    <message>
        <location filename="../dialogs/unlock_text.py" line="67" />
        <source>If it has keyfiles or a PIM, say so in the options.</source>
        <translation>Hat es Schlüsseldateien oder eine PIM, gehören sie in die Optionen.</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="23" />
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="24" />
        <source>Holds</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="25" />
        <source>UUID</source>
        <translation>UUID</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="26" />
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="27" />
        <source>Subsystem</source>
        <translation>Subsystem</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="28" />
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="29" />
        <source>Header file</source>
        <translation>Header-Datei</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="31" />
        <source>{cipher}, key of {bits} bits</source>
        <translation>{cipher}, Schlüssel mit {bits} Bit</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="32" />
        <source>Cipher</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="33" />
        <source>Integrity</source>
        <translation>Integrität</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="35" />
        <source>{number} bytes</source>
        <translation>{number} Byte</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="36" />
        <source>Sectors</source>
        <translation>Sektoren</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="37" />
        <source>Flags</source>
        <translation>Flags</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="38" />
        <source>Requirements</source>
        <translation>Voraussetzungen</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="43" />
        <source>Perhaps {names}</source>
        <translation>Vielleicht {names}</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="44" />
        <source>None that vault knows</source>
        <translation>Keins, das vault kennt</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="49" />
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="56" />
        <source>Open since</source>
        <translation>Offen seit</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="58" />
        <source>Mounted on</source>
        <translation>Eingehängt in</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="60" />
        <source>Shown as</source>
        <translation>Zu sehen als</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="61" />
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="62" />
        <source>File system</source>
        <translation>Dateisystem</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="64" />
        <source>{free} of {size}</source>
        <translation>{free} von {size}</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="66" />
        <source>Free space</source>
        <translation>Freier Platz</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="69" />
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="70" />
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="73" />
        <source>Opened by</source>
        <translation>Geöffnet von</translation>
    </message>
    <message>
        <location filename="../dialogs/details_text.py" line="77" />
        <source>{size} ({bytes} bytes)</source>
        <translation>{size} ({bytes} Byte)</translation>
    </message>
    <message>
        <location filename="../create/failures.py" line="17" />
        <source>This does not open the volume. If it has keyfiles or a PIM, name them as well.</source>
        <translation>Das öffnet das Volume nicht. Hat es Schlüsseldateien oder eine PIM, gehören sie auch dazu.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="28" />
        <source>Nothing can be told of the header without the right passphrase.</source>
        <translation>Ohne die richtige Passphrase lässt sich über den Header nichts sagen.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="30" />
        <source>The {format} header is whole.</source>
        <translation>Der {format}-Header ist unversehrt.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="32" />
        <source>The {format} header is damaged.</source>
        <translation>Der {format}-Header ist beschädigt.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="34" />
        <source>The passphrase does not open it.</source>
        <translation>Die Passphrase öffnet ihn nicht.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="47" />
        <source>{valid} of {all} copies of the header are good.</source>
        <translation>{valid} von {all} Kopien des Headers sind gut.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="29" />
        <location filename="../keys/header_words.py" line="92" />
        <location filename="../keys/header_words.py" line="50" />
        <source>Keyslot {number}</source>
        <translation>Schlüsselfach {number}</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="52" />
        <source>{keyslot}: something else was written over it, it opens no more.</source>
        <translation>{keyslot}: Es wurde überschrieben und öffnet nichts mehr.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="57" />
        <source>{keyslot}: the passphrase opens it.</source>
        <translation>{keyslot}: Die Passphrase öffnet es.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="60" />
        <source>It can be repaired.</source>
        <translation>Er lässt sich reparieren.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="71" />
        <source>The header is the same as in the backup.</source>
        <translation>Der Header ist derselbe wie in der Sicherung.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="74" />
        <source>The header that is there is damaged and cannot be compared.</source>
        <translation>Der jetzige Header ist beschädigt und lässt sich nicht vergleichen.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="77" />
        <source>{what}: now {now}, in the backup {backup}.</source>
        <translation>{what}: jetzt {now}, in der Sicherung {backup}.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="81" />
        <source>The backup is for another volume key: what is in the container now could not be read any more.</source>
        <translation>Die Sicherung ist für einen anderen Volume-Schlüssel: Was jetzt im Container ist, wäre dann nicht mehr lesbar.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="85" />
        <source>What opened the volume when the backup was made opens it again, also passphrases changed since.</source>
        <translation>Was das Volume öffnete, als die Sicherung entstand, öffnet es wieder, auch seither geänderte Passphrasen.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="96" />
        <source>{keyslot} opens the volume again.</source>
        <translation>{keyslot} öffnet das Volume wieder.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="97" />
        <source>{keyslot} is removed.</source>
        <translation>{keyslot} wird entfernt.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="98" />
        <source>{keyslot} becomes what it was.</source>
        <translation>{keyslot} wird wieder, was es war.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="106" />
        <source>Stays as it is: {what}</source>
        <translation>Bleibt, wie es ist: {what}</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="108" />
        <source>There is nothing to repair.</source>
        <translation>Es gibt nichts zu reparieren.</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="114" />
        <source>before a keyslot was added</source>
        <translation>vor dem Hinzufügen eines Schlüsselfachs</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="115" />
        <source>before a passphrase was changed</source>
        <translation>vor dem Ändern einer Passphrase</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="116" />
        <source>before the cost was changed</source>
        <translation>vor dem Ändern des Aufwands</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="117" />
        <source>before a keyslot got a name</source>
        <translation>vor dem Benennen eines Schlüsselfachs</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="118" />
        <source>before a priority was changed</source>
        <translation>vor dem Ändern eines Rangs</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="119" />
        <source>before a keyslot was removed</source>
        <translation>vor dem Entfernen eines Schlüsselfachs</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="120" />
        <source>before the keyring got a key</source>
        <translation>bevor der Schlüsselbund einen Schlüssel bekam</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="121" />
        <source>before the keyring forgot its key</source>
        <translation>bevor der Schlüsselbund seinen Schlüssel vergaß</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="122" />
        <source>before a recovery key was made</source>
        <translation>bevor ein Wiederherstellungsschlüssel entstand</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="123" />
        <source>before a backup was restored</source>
        <translation>vor dem Wiederherstellen einer Sicherung</translation>
    </message>
    <message>
        <location filename="../keys/header_words.py" line="124" />
        <source>before a repair</source>
        <translation>vor einer Reparatur</translation>
    </message>
    <message>
        <location filename="../keys/base.py" line="168" />
        <source>It was cancelled. All is as it was.</source>
        <translation>Es wurde abgebrochen. Alles ist, wie es war.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="27" />
        <source>Keyslot {number} · {name}</source>
        <translation>Schlüsselfach {number} · {name}</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="35" />
        <source>Vault cannot open this keyslot: {reason}.</source>
        <translation>Vault kann dieses Schlüsselfach nicht öffnen: {reason}.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="38" />
        <source>Holds a key of its own, which does not open the volume.</source>
        <translation>Hat einen eigenen Schlüssel, der das Volume nicht öffnet.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="40" />
        <source>Desktop keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="41" />
        <source>Recovery key on paper</source>
        <translation>Wiederherstellungsschlüssel auf Papier</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="42" />
        <source>Passphrase, which the kernel's keyring may answer</source>
        <translation>Passphrase, auch aus dem Schlüsselbund des Kernels</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="47" />
        <source>Made by another program ({kind}). Vault does not use such keys.</source>
        <translation>Von einem anderen Programm ({kind}). Vault benutzt solche Schlüssel nicht.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="49" />
        <source>Passphrase or key file</source>
        <translation>Passphrase oder Schlüsseldatei</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="57" />
        <source>A long random key, which cannot be guessed.</source>
        <translation>Ein langer zufälliger Schlüssel, der sich nicht erraten lässt.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="59" />
        <source>Each guess takes {memory} of memory.</source>
        <translation>Jeder Rateversuch braucht {memory} Speicher.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="61" />
        <source>Each guess takes {rounds} rounds of computing, and hardly any memory.</source>
        <translation>Jeder Rateversuch braucht {rounds} Rechenrunden und kaum Speicher.</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="70" />
        <source>{kdf}, {rounds} passes, {memory}, {lanes} lanes; {cipher}, {bits} bits</source>
        <translation>{kdf}, {rounds} Durchläufe, {memory}, {lanes} Bahnen; {cipher}, {bits} Bit</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="74" />
        <source>{kdf} with {hash}, {rounds} rounds; {cipher}, {bits} bits</source>
        <translation>{kdf} mit {hash}, {rounds} Runden; {cipher}, {bits} Bit</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="89" />
        <source>Tried first</source>
        <translation>Zuerst versucht</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="90" />
        <source>Tried as usual</source>
        <translation>Wie üblich versucht</translation>
    </message>
    <message>
        <location filename="../keys/words.py" line="91" />
        <source>Only tried when it is named</source>
        <translation>Nur versucht, wenn es genannt wird</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="78" />
        <location filename="../keys/words.py" line="97" />
        <source>{used} of {most} keyslots used</source>
        <translation>{used} von {most} Schlüsselfächern belegt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="43" />
        <source>{size}, from the beginning</source>
        <translation>{size}, vom Anfang an</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="45" />
        <source>{size}, from {offset} on</source>
        <translation>{size}, ab {offset}</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="67" />
        <source>its parts are known once it is open</source>
        <translation>seine Teile sind bekannt, sobald es offen ist</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="68" />
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="111" />
        <location filename="../widgets/regions.py" line="72" />
        <source>header file</source>
        <translation>Header-Datei</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="113" />
        <location filename="../widgets/regions.py" line="73" />
        <source>container</source>
        <translation>Container</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="81" />
        <source>Keyslots</source>
        <translation>Schlüsselfächer</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="143" />
        <location filename="../widgets/regions.py" line="110" />
        <location filename="../widgets/regions.py" line="92" />
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="94" />
        <source>Header, first copy</source>
        <translation>Header, erste Kopie</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="96" />
        <source>Header, second copy</source>
        <translation>Header, zweite Kopie</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="99" />
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="100" />
        <source>older than the other copy</source>
        <translation>älter als die andere Kopie</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="102" />
        <source>valid</source>
        <translation>gültig</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="133" />
        <location filename="../widgets/regions.py" line="120" />
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="133" />
        <location filename="../widgets/regions.py" line="120" />
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="127" />
        <source>Unused</source>
        <translation>Unbenutzt</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="139" />
        <source>that of the hidden volume</source>
        <translation>der des versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="141" />
        <source>random data, or that of a hidden volume</source>
        <translation>Zufallsdaten oder der eines versteckten Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="144" />
        <source>Second header</source>
        <translation>Zweiter Header</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="147" />
        <source>Data of the outer volume</source>
        <translation>Daten des äußeren Volumes</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="149" />
        <source>Hidden volume</source>
        <translation>Verstecktes Volume</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="150" />
        <source>open now</source>
        <translation>jetzt offen</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="153" />
        <source>Copy of the header</source>
        <translation>Kopie des Headers</translation>
    </message>
    <message>
        <location filename="../widgets/regions.py" line="155" />
        <source>Copy of the second header</source>
        <translation>Kopie des zweiten Headers</translation>
    </message>
    <message>
        <location filename="../widgets/outside.py" line="55" />
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
        <source>keyfiles {names}</source>
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
</context></TS>
