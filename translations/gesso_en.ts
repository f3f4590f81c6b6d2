<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>DurationText</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EngineWords</name>
    <message numerus="yes">
        <source>CPU · %n core(s)</source>
        <translation>
            <numerusform>CPU · %n core</numerusform>
            <numerusform>CPU · %n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message numerus="yes">
        <source>%n variation(s)</source>
        <translation>
            <numerusform>%n variation</numerusform>
            <numerusform>%n variations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n waiting job(s) were left out: the pictures that they begin from are gone.</source>
        <translation>
            <numerusform>%n waiting job was left out: the picture that it begins from is gone.</numerusform>
            <numerusform>%n waiting jobs were left out: the pictures that they begin from are gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be written.</source>
        <translation>
            <numerusform>%n picture could not be written.</numerusform>
            <numerusform>%n pictures could not be written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting job(s) stay in the session for the next start: the pictures that they begin from cannot be read now.</source>
        <translation>
            <numerusform>%n waiting job stays in the session for the next start: the picture that it begins from cannot be read now.</numerusform>
            <numerusform>%n waiting jobs stay in the session for the next start: the pictures that they begin from cannot be read now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::PromptPanel</name>
    <message numerus="yes">
        <source>The prompt takes %1 of the %n token(s) that the model reads.</source>
        <translation>
            <numerusform>The prompt takes %1 of the %n token that the model reads.</numerusform>
            <numerusform>The prompt takes %1 of the %n tokens that the model reads.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::QueuePage</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::SamplingBox</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::SavedNotice</name>
    <message numerus="yes">
        <source>The file has %n bits per channel, the picture 8 bits</source>
        <translation>
            <numerusform>The file has %n bit per channel, the picture 8 bits</numerusform>
            <numerusform>The file has %n bits per channel, the picture 8 bits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::SessionKeeper</name>
    <message numerus="yes">
        <source>%n picture(s) could not be read now; they stay in the session for the next start.</source>
        <translation>
            <numerusform>%n picture could not be read now; it stays in the session for the next start.</numerusform>
            <numerusform>%n pictures could not be read now; they stay in the session for the next start.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::SettingsPictures</name>
    <message numerus="yes">
        <source>%n bits</source>
        <translation>
            <numerusform>%n bit</numerusform>
            <numerusform>%n bits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::Studio</name>
    <message numerus="yes">
        <source>%n waiting jobs were taken out. Ctrl+Z brings them back.</source>
        <translation>
            <numerusform>%n waiting job was taken out. Ctrl+Z brings it back.</numerusform>
            <numerusform>%n waiting jobs were taken out. Ctrl+Z brings them back.</numerusform>
        </translation>
    </message>
</context>
</TS>
