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
    <name>gesso::ui::CanvasPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::JobDesk</name>
    <message numerus="yes">
        <source>%n waiting job(s) cleared. Ctrl+Z brings them back.</source>
        <translation>
            <numerusform>%n waiting job cleared. Ctrl+Z brings it back.</numerusform>
            <numerusform>%n waiting jobs cleared. Ctrl+Z brings them back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::PromptPanel</name>
    <message numerus="yes">
        <source>The prompt uses %1 of the %n token(s) that the model reads.</source>
        <translation>
            <numerusform>The prompt uses %1 of the %n token that the model reads.</numerusform>
            <numerusform>The prompt uses %1 of the %n tokens that the model reads.</numerusform>
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
    <name>gesso::ui::SessionKeeper</name>
    <message numerus="yes">
        <source>%n picture(s) can&apos;t be read now; they will be restored at a later start.</source>
        <translation>
            <numerusform>%n picture can&apos;t be read now; it will be restored at a later start.</numerusform>
            <numerusform>%n pictures can&apos;t be read now; they will be restored at a later start.</numerusform>
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
    <name>gesso::ui::WindowSession</name>
    <message numerus="yes">
        <source>%n picture(s) could not be saved.</source>
        <translation>
            <numerusform>%n picture could not be saved.</numerusform>
            <numerusform>%n pictures could not be saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting job(s) could not be restored: the pictures they start from are missing.</source>
        <translation>
            <numerusform>%n waiting job could not be restored: the picture it starts from is missing.</numerusform>
            <numerusform>%n waiting jobs could not be restored: the pictures they start from are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting job(s) will be restored at the next start: the pictures they start from can&apos;t be read now.</source>
        <translation>
            <numerusform>%n waiting job will be restored at the next start: the picture it starts from can't be read now.</numerusform>
            <numerusform>%n waiting jobs will be restored at the next start: the pictures they start from can't be read now.</numerusform>
        </translation>
    </message>
</context>
</TS>
