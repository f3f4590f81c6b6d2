<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ChoiceNames</name>
    <message>
        <source>Euler ancestral</source>
        <translation>Euler a</translation>
    </message>
    <message>
        <source>Model default</source>
        <comment>the scheduler that the model names</comment>
        <translation>模型默认</translation>
    </message>
    <message>
        <source>32 bit (exact)</source>
        <translation>32 位（精确）</translation>
    </message>
    <message>
        <source>16 bit (fp16)</source>
        <translation>16 位（fp16）</translation>
    </message>
    <message>
        <source>16 bit (bf16)</source>
        <translation>16 位（bf16）</translation>
    </message>
    <message>
        <source>Automatic</source>
        <comment>the precision of the calculation</comment>
        <translation>自动</translation>
    </message>
    <message>
        <source>Exponential</source>
        <comment>a schedule of noise</comment>
        <translation>指数</translation>
    </message>
</context>
<context>
    <name>DurationText</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>a duration</comment>
        <translation>剩余 %1</translation>
    </message>
</context>
<context>
    <name>EngineWords</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message numerus="yes">
        <source>CPU · %n core(s)</source>
        <translation>
            <numerusform>CPU · %n 核</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Restarting…</source>
        <translation>正在重启…</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <source>Engine not found</source>
        <translation>未找到引擎</translation>
    </message>
    <message>
        <source>Engine version differs</source>
        <translation>引擎版本不符</translation>
    </message>
    <message>
        <source>The engine is starting</source>
        <translation>引擎正在启动</translation>
    </message>
    <message>
        <source>The engine is ready</source>
        <translation>引擎已就绪</translation>
    </message>
    <message>
        <source>The engine is working</source>
        <translation>引擎正在工作</translation>
    </message>
    <message>
        <source>The engine stopped and is restarting</source>
        <translation>引擎中断，正在重新启动</translation>
    </message>
    <message>
        <source>The engine has stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <source>The engine was not found</source>
        <translation>未找到引擎</translation>
    </message>
    <message>
        <source>The engine and this window are different versions</source>
        <translation>引擎与此窗口的版本不一致</translation>
    </message>
    <message>
        <source>You can keep writing; what you generate waits in the queue.</source>
        <translation>您可以先写提示词；此时生成的任务会在队列中等待。</translation>
    </message>
    <message>
        <source>It starts again with the next picture. You can also start it now.</source>
        <translation>生成下一张图片时会自动重启，也可以现在启动。</translation>
    </message>
    <message>
        <source>Install gesso-engine next to this program, or set its start command in the settings, then restart it.</source>
        <translation>请将 gesso-engine 安装到本程序所在的文件夹，或在设置中填写启动命令，然后重新启动。</translation>
    </message>
    <message>
        <source>Install both from the same version of Gesso, then restart it.</source>
        <translation>请安装同一版本的 Gesso，然后重新启动。</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 of %2 GB</source>
        <translation>%1 / %2 GB</translation>
    </message>
    <message>
        <source>Not responding…</source>
        <translation>无响应…</translation>
    </message>
    <message>
        <source>The engine is not responding</source>
        <translation>引擎没有响应</translation>
    </message>
    <message>
        <source>If it stays silent for half a minute it will be restarted, and the current job will start over.</source>
        <translation>如果引擎持续无响应，半分钟后会自动重启，并重新进行被中断的任务。</translation>
    </message>
    <message>
        <source>Nothing is lost: the current job will start over.</source>
        <translation>不会丢失任何内容：被中断的任务会重新进行。</translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>(no prompt)</source>
        <translation>（无提示词）</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message numerus="yes">
        <source>%n variation(s)</source>
        <translation>
            <numerusform>%n 个变体</numerusform>
        </translation>
    </message>
    <message>
        <source>Generate · %1 · %2</source>
        <translation>生成 · %1 · %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>picture %1 of %2</source>
        <translation>第 %1 张，共 %2 张</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>about %1 · done at %2</source>
        <translation>约 %1 · %2 完成</translation>
    </message>
    <message>
        <source>waiting · takes about %1</source>
        <translation>等待中 · 约需 %1</translation>
    </message>
    <message>
        <source>Restyle · %1 · %2</source>
        <translation>重绘 · %1 · %2</translation>
    </message>
    <message>
        <source>Fill · %1 · %2</source>
        <translation>填充 · %1 · %2</translation>
    </message>
    <message>
        <source>Panorama · %1 · %2</source>
        <translation>全景 · %1 · %2</translation>
    </message>
    <message>
        <source>The engine stopped and was restarted; this job started over.</source>
        <translation>引擎中断后已重新启动；此任务已重新开始。</translation>
    </message>
</context>
<context>
    <name>gesso::SilentWindow</name>
    <message>
        <source>Gesso is already open, but does not answer.</source>
        <translation>Gesso 已经打开，但没有响应。</translation>
    </message>
    <message>
        <source>It may be busy: this box closes as soon as it answers. Another window starts without the pictures of that one.</source>
        <translation>它可能正忙：一有响应，此对话框就会关闭。新窗口打开时不含那个窗口中的图片。</translation>
    </message>
    <message>
        <source>If it never answers, end process %1 and start Gesso again.</source>
        <translation>如果一直没有响应，请结束进程 %1，然后重新启动 Gesso。</translation>
    </message>
    <message>
        <source>Open another window</source>
        <translation>打开新窗口</translation>
    </message>
</context>
<context>
    <name>gesso::StartOptions</name>
    <message>
        <source>A studio for pictures made with diffusion models.</source>
        <translation>用扩散模型创作图片的工作室。</translation>
    </message>
    <message>
        <source>Open a window with a session of its own.</source>
        <translation>打开一个拥有独立会话的新窗口。</translation>
    </message>
    <message>
        <source>Pictures to open.</source>
        <translation>要打开的图片。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::AboutDialog</name>
    <message>
        <source>About Gesso</source>
        <translation>关于 Gesso</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>A studio for making pictures from words. Apache-2.0 licence.</source>
        <translation>用文字创作图片的工作室。采用 Apache-2.0 许可证。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Gesso builds on the work of others:</source>
        <translation>Gesso 建立在以下项目之上：</translation>
    </message>
</context>
<context>
    <name>gesso::ui::CandidateText</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>forming</source>
        <translation>生成中</translation>
    </message>
    <message>
        <source>forming, %1 %</source>
        <translation>生成中，%1 %</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Picture %1, seed %2, %3</source>
        <extracomment>A picture of the strip, as a screen reader says it</extracomment>
        <translation>图片 %1，种子 %2，%3</translation>
    </message>
    <message>
        <source>Seed %1 · %2</source>
        <translation>种子 %1 · %2</translation>
    </message>
</context>
<context>
    <name>gesso::ui::CanvasPage</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>This can&apos;t be dropped here</source>
        <translation>此内容不能拖放到这里</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)</translation>
    </message>
    <message>
        <source>Show the pictures that were finished meanwhile</source>
        <translation>显示其间完成的图片</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 个新结果</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::CanvasView</name>
    <message>
        <source>Canvas: arrow keys show the next picture, plus and minus zoom</source>
        <translation>画布：方向键切换图片，加号和减号缩放</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>gesso::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到任何内容</translation>
    </message>
    <message>
        <source>Search commands, models, styles, settings</source>
        <translation>搜索命令、模型、风格、设置</translation>
    </message>
</context>
<context>
    <name>gesso::ui::CommandRegistry</name>
    <message>
        <source>%1 (%2)</source>
        <comment>command, its keys</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>gesso::ui::CountField</name>
    <message>
        <source>Variations</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>How many pictures to make, each with a seed of its own</source>
        <translation>要生成的图片数量，每张使用不同的种子</translation>
    </message>
    <message>
        <source>Number of variations</source>
        <translation>变体数量</translation>
    </message>
    <message>
        <source>How many pictures to make, from 1 to %1</source>
        <translation>要生成的图片数量，1 到 %1</translation>
    </message>
    <message>
        <source>Another number of variations…</source>
        <translation>其他变体数量…</translation>
    </message>
</context>
<context>
    <name>gesso::ui::DropVeil</name>
    <message>
        <source>Drop to open it</source>
        <translation>松开以打开</translation>
    </message>
</context>
<context>
    <name>gesso::ui::Dropped</name>
    <message>
        <source>These are several files.</source>
        <translation>这是多个文件。</translation>
    </message>
    <message>
        <source>This is an address, not a file: save the picture first.</source>
        <translation>这是网址而不是文件：请先保存图片。</translation>
    </message>
    <message>
        <source>This is text: drop it into the prompt.</source>
        <translation>这是文字：请放入提示词中。</translation>
    </message>
    <message>
        <source>This is not a picture.</source>
        <translation>这不是图片。</translation>
    </message>
    <message>
        <source>Drop one picture here: PNG, JPEG, WebP, TIFF or EXR.</source>
        <translation>此处可拖入一张图片：PNG、JPEG、WebP、TIFF 或 EXR。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::EditWords</name>
    <message>
        <source>Discard a picture</source>
        <translation>丢弃图片</translation>
    </message>
    <message>
        <source>Cancel a job</source>
        <translation>取消任务</translation>
    </message>
    <message>
        <source>Clear the queue</source>
        <translation>清空队列</translation>
    </message>
    <message>
        <source>Cancel all jobs</source>
        <translation>取消所有任务</translation>
    </message>
    <message>
        <source>Move a job to the front</source>
        <translation>将任务移到最前</translation>
    </message>
    <message>
        <source>Picture to restyle</source>
        <translation>要重绘的图片</translation>
    </message>
    <message>
        <source>Use a picture&apos;s settings</source>
        <translation>使用图片的设置</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What to make</source>
        <translation>生成类型</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>引导重缩放</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Clip skip</source>
        <translation>CLIP 跳层</translation>
    </message>
    <message>
        <source>Seamless</source>
        <translation>无缝</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>gesso::ui::EmptyState</name>
    <message>
        <source>Describe a picture, or drop one here</source>
        <translation>描述一张图片，或将图片拖到这里</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Drop a picture to restyle it, or to reuse its prompt</source>
        <translation>拖入图片以重绘，或沿用其提示词</translation>
    </message>
    <message>
        <source>Choose a picture to restyle, or to reuse its prompt</source>
        <translation>选择要重绘或沿用其提示词的图片</translation>
    </message>
    <message>
        <source>Open a PNG, JPEG, WebP, TIFF or EXR file</source>
        <translation>打开 PNG、JPEG、WebP、TIFF 或 EXR 文件</translation>
    </message>
</context>
<context>
    <name>gesso::ui::EnginePill</name>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Restart the engine now</source>
        <translation>立即重新启动引擎</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Which engine and which device make the pictures</source>
        <translation>生成图片所用的引擎和设备</translation>
    </message>
    <message>
        <source>Engine: %1</source>
        <translation>引擎：%1</translation>
    </message>
    <message>
        <source>Memory of %1</source>
        <translation>%1 的内存</translation>
    </message>
</context>
<context>
    <name>gesso::ui::ErrorNotice</name>
    <message>
        <source>Error: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>Log: %1</source>
        <translation>日志：%1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>修改参数</translation>
    </message>
    <message>
        <source>This picture can&apos;t be dragged out</source>
        <translation>此图片无法拖出</translation>
    </message>
    <message>
        <source>Save as… works in any folder with free space.</source>
        <translation>可用“另存为…”保存到任何有空间的文件夹。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::ErrorTitle</name>
    <message>
        <source>Please check the settings</source>
        <translation>请检查参数</translation>
    </message>
    <message>
        <source>This model can&apos;t be used</source>
        <translation>模型无法使用</translation>
    </message>
    <message>
        <source>Can&apos;t open the file</source>
        <translation>无法打开文件</translation>
    </message>
    <message>
        <source>Couldn&apos;t save the file</source>
        <translation>文件未能保存</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>The picture didn&apos;t come out</source>
        <translation>图片未能生成</translation>
    </message>
    <message>
        <source>The engine can&apos;t start</source>
        <translation>无法启动引擎</translation>
    </message>
    <message>
        <source>The engine is a different version</source>
        <translation>引擎版本不一致</translation>
    </message>
    <message>
        <source>The engine stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <source>This device can&apos;t be used</source>
        <translation>设备无法使用</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>A setting is outside its range. Change it and try again.</source>
        <translation>有数值超出范围。请修改后重试。</translation>
    </message>
    <message>
        <source>This version of Gesso can&apos;t do that.</source>
        <translation>此版本的 Gesso 不支持该操作。</translation>
    </message>
    <message>
        <source>The model is no longer there. Choose another model, or put its file back.</source>
        <translation>模型已不在原处。请选择其他模型，或恢复其文件夹。</translation>
    </message>
    <message>
        <source>A file of the model is incomplete or missing. Download the model again, or choose another.</source>
        <translation>模型文件不完整或缺失。请重新下载模型，或选择其他模型。</translation>
    </message>
    <message>
        <source>This version of Gesso doesn&apos;t know this kind of model. Choose another one.</source>
        <translation>此版本不认识这类模型。请选择其他模型。</translation>
    </message>
    <message>
        <source>The file is missing, or you have no permission to read it.</source>
        <translation>文件不存在，或您无权读取。</translation>
    </message>
    <message>
        <source>The file is damaged, or isn&apos;t what its name says. Choose another file.</source>
        <translation>文件已损坏，或与其扩展名不符。请使用其他文件。</translation>
    </message>
    <message>
        <source>This folder can&apos;t be written to. The picture is still here: save it in another folder.</source>
        <translation>文件夹无法写入。图片仍在此处：请保存到其他文件夹。</translation>
    </message>
    <message>
        <source>There is already a file of that name. Choose another name.</source>
        <translation>已有同名文件。请使用其他名称。</translation>
    </message>
    <message>
        <source>Free some space, or save in another folder. The picture is still here.</source>
        <translation>请清理磁盘空间，或保存到其他文件夹。图片仍在此处。</translation>
    </message>
    <message>
        <source>This picture needs more memory than is free. Choose a smaller size, or close other programs.</source>
        <translation>这张图片所需的内存超过可用内存。请选择更小的尺寸，或关闭其他程序。</translation>
    </message>
    <message>
        <source>The model produced an empty picture. Try a lower guidance, or another model.</source>
        <translation>模型生成了空白图片。请降低引导强度，或换一个模型。</translation>
    </message>
    <message>
        <source>Check the engine&apos;s start command in the settings, then restart it.</source>
        <translation>请在设置中检查引擎的启动命令，然后重新启动。</translation>
    </message>
    <message>
        <source>Install the window and the engine from the same version of Gesso.</source>
        <translation>请安装同一版本的窗口和引擎。</translation>
    </message>
    <message>
        <source>It has been restarted. Try again; if it stops once more, choose a smaller size.</source>
        <translation>引擎已重新启动。请重试；若再次停止，请选择更小的尺寸。</translation>
    </message>
    <message>
        <source>Choose another device, or check its driver.</source>
        <translation>请选择其他设备，或检查其驱动程序。</translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, please send us the details below.</source>
        <translation>请重试。若仍然发生，请把下方的详情发给我们。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::ExampleCard</name>
    <message>
        <source>Try: %1</source>
        <translation>试试：%1</translation>
    </message>
    <message>
        <source>Use this prompt: %1</source>
        <translation>使用此提示词：%1</translation>
    </message>
</context>
<context>
    <name>gesso::ui::GenerateButton</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Make the picture</source>
        <translation>生成图片</translation>
    </message>
    <message>
        <source>Generate next (front of queue)</source>
        <translation>优先生成（插到队首）</translation>
    </message>
    <message>
        <source>Ctrl ⏎</source>
        <comment>the keys that press the button</comment>
        <translation>Ctrl ⏎</translation>
    </message>
</context>
<context>
    <name>gesso::ui::Generating</name>
    <message>
        <source>Choose a picture to restyle first.</source>
        <translation>请先选择要重绘的图片。</translation>
    </message>
    <message>
        <source>The engine is starting. You can already write your prompt.</source>
        <translation>引擎正在启动；可以先写提示词。</translation>
    </message>
    <message>
        <source>Ready. Model: %1</source>
        <translation>就绪，使用模型“%1”。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::JobDesk</name>
    <message>
        <source>Please note</source>
        <translation>请注意</translation>
    </message>
    <message>
        <source>The queue is paused. Nothing in it is lost.</source>
        <translation>队列已暂停，其中的任务不会丢失。</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Cancelled. Ctrl+Z brings it back.</source>
        <translation>已取消。按 Ctrl+Z 可恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting job(s) cleared. Ctrl+Z brings them back.</source>
        <translation>
            <numerusform>已移除 %n 个等待的任务。按 Ctrl+Z 可恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>Moved to the front. Ctrl+Z puts it back.</source>
        <translation>已移到最前。按 Ctrl+Z 可移回原位。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::JobRow</name>
    <message>
        <source>Move to the front</source>
        <translation>移到队首</translation>
    </message>
    <message>
        <source>Cancel this job</source>
        <translation>取消此任务</translation>
    </message>
</context>
<context>
    <name>gesso::ui::MainWindow</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>%1 - Gesso</source>
        <translation>%1 - Gesso</translation>
    </message>
    <message>
        <source>A folder of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <comment>other words for model</comment>
        <translation>检查点 底模</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>batch count number images</source>
        <comment>other words for variations</comment>
        <translation>批量 数量 张数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>width height resolution aspect ratio</source>
        <comment>other words for size</comment>
        <translation>宽度 高度 分辨率 比例</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>random noise</source>
        <comment>other words for seed</comment>
        <translation>随机 噪声</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>scheduler</source>
        <comment>other words for sampler</comment>
        <translation>调度器</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>iterations</source>
        <comment>other words for steps</comment>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>cfg scale strength</source>
        <comment>other words for guidance</comment>
        <translation>cfg 提示词相关性</translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>引导重缩放</translation>
    </message>
    <message>
        <source>cfg contrast</source>
        <comment>other words for guidance rescale</comment>
        <translation>cfg 对比度</translation>
    </message>
    <message>
        <source>Clip skip</source>
        <translation>CLIP 跳层</translation>
    </message>
    <message>
        <source>layers</source>
        <comment>other words for clip skip</comment>
        <translation>层</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>fp16 fp32 bf16</source>
        <comment>other words for precision</comment>
        <translation>fp16 fp32 bf16</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>gpu cuda cpu card</source>
        <comment>other words for device</comment>
        <translation>gpu cuda cpu 显卡</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>denoising denoise</source>
        <comment>other words for strength</comment>
        <translation>重绘幅度 去噪</translation>
    </message>
    <message>
        <source>Seamless</source>
        <translation>无缝</translation>
    </message>
    <message>
        <source>tiling tile wrap</source>
        <comment>other words for seamless</comment>
        <translation>平铺 拼接</translation>
    </message>
    <message>
        <source>Avoid</source>
        <translation>反向提示词</translation>
    </message>
    <message>
        <source>negative prompt</source>
        <comment>other words for what is to be avoided</comment>
        <translation>负面提示词</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>%1 · %2 × %3</source>
        <comment>shape, width, height</comment>
        <translation>%1 · %2 × %3</translation>
    </message>
    <message>
        <source>aspect ratio shape format square portrait landscape</source>
        <comment>other words for size</comment>
        <translation>比例 形状 方形 竖图 横图</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>look</source>
        <comment>other words for style</comment>
        <translation>外观</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>appearance mode colours</source>
        <comment>other words for theme</comment>
        <translation>外观 模式 颜色</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>translation Chinese English</source>
        <comment>other words for language</comment>
        <translation>翻译 中文 英文</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>语言将在下次启动时更改。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::ModelBox</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>请先选择模型。</translation>
    </message>
    <message>
        <source>The model %1 is missing.</source>
        <translation>模型 %1 已不存在。</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Add a folder of models…</source>
        <translation>添加模型文件夹…</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>The model that makes the pictures</source>
        <translation>用于生成图片的模型</translation>
    </message>
    <message>
        <source>The model that makes the pictures: %1</source>
        <translation>用于生成图片的模型：%1</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>width and height in pixels</comment>
        <translation>%1 × %2</translation>
    </message>
</context>
<context>
    <name>gesso::ui::ModelChoice</name>
    <message>
        <source>Gesso starter</source>
        <translation>Gesso 入门模型</translation>
    </message>
</context>
<context>
    <name>gesso::ui::NoticeCard</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What helps to find the cause</source>
        <translation>有助于查找原因的内容</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copy all of it, to send it to someone</source>
        <translation>复制全部内容，以便发送给他人</translation>
    </message>
</context>
<context>
    <name>gesso::ui::ParametersPanel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Sampler, steps and guidance</source>
        <translation>采样器、步数和引导强度</translation>
    </message>
</context>
<context>
    <name>gesso::ui::PictureDesk</name>
    <message>
        <source>Uses the VAE %1 from your folders.</source>
        <translation>使用您文件夹中的 VAE %1。</translation>
    </message>
    <message>
        <source>LoRA %1</source>
        <translation>LoRA %1</translation>
    </message>
    <message>
        <source>embedding %1</source>
        <translation>嵌入 %1</translation>
    </message>
    <message>
        <source>VAE %1</source>
        <translation>VAE %1</translation>
    </message>
    <message>
        <source>Not in your folders: %1.</source>
        <translation>您的文件夹中没有：%1。</translation>
    </message>
    <message>
        <source>It will be saved as soon as possible.</source>
        <translation>一旦可以写入便会保存。</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Already saved as %1</source>
        <translation>已经保存为 %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>This picture carries no prompt or settings.</source>
        <translation>此图片不含提示词和参数。</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>正在读取 %1 …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>gesso::ui::PictureFiles</name>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)</translation>
    </message>
    <message>
        <source>Save the picture as</source>
        <translation>图片另存为</translation>
    </message>
    <message>
        <source>The file name needs an ending</source>
        <translation>文件名缺少扩展名</translation>
    </message>
    <message>
        <source>Can&apos;t save as .%1</source>
        <translation>无法保存为 .%1</translation>
    </message>
    <message>
        <source>Choose .png, .jpg, .webp, .tiff or .exr.</source>
        <translation>请选择 .png、.jpg、.webp、.tiff 或 .exr。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>This picture is in no folder yet: keep it first.</source>
        <translation>此图片尚未保存到文件夹：请先保留。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::PictureReuse</name>
    <message>
        <source>This picture comes with its prompt and settings</source>
        <translation>此图片包含提示词和参数</translation>
    </message>
    <message>
        <source>Picture opened</source>
        <translation>图片已打开</translation>
    </message>
    <message>
        <source>Use its prompt and settings</source>
        <translation>使用其提示词和参数</translation>
    </message>
    <message>
        <source>Restyle</source>
        <translation>重绘</translation>
    </message>
    <message>
        <source>The next picture will use this seed.</source>
        <translation>下一张图片将使用此图片的种子。</translation>
    </message>
    <message>
        <source>Made with a model that you don&apos;t have</source>
        <translation>由您没有的模型生成</translation>
    </message>
    <message>
        <source>The picture was made with %1. It will look different with %2.</source>
        <translation>此图片由 %1 生成。使用 %2 时效果会不同。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::PromptPanel</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>What should the picture show?</source>
        <translation>想要怎样的图片？</translation>
    </message>
    <message>
        <source>Avoid: what should not appear</source>
        <translation>反向提示词：不想出现的内容</translation>
    </message>
    <message>
        <source>Avoid</source>
        <translation>反向提示词</translation>
    </message>
    <message>
        <source>What should not appear in the picture</source>
        <translation>图片中不应出现的内容</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <comment>tokens of the prompt, of how many</comment>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>The prompt uses %1 of the %n token(s) that the model reads.</source>
        <translation>
            <numerusform>模型可读取 %n 个词元，此提示词占用 %1 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>The model ignores what is struck out: “%1”</source>
        <translation>划掉的部分会被忽略：“%1”</translation>
    </message>
    <message>
        <source>Make the picture</source>
        <translation>生成图片</translation>
    </message>
    <message>
        <source>The text was cut</source>
        <translation>文字已截断</translation>
    </message>
    <message>
        <source>A prompt holds at most 1 MiB. The rest was left out; models only read the beginning.</source>
        <translation>提示词最多 1 MiB，超出的部分已省略；模型只读取开头。</translation>
    </message>
    <message>
        <source>What the picture should show. Ctrl+Up and Ctrl+Down change the weight of a word. Earlier prompts</source>
        <translation>描述画面中应出现的内容。Ctrl+Up 和 Ctrl+Down 调整词语的权重。较早的提示词</translation>
    </message>
    <message>
        <source>The styles can&apos;t be read</source>
        <translation>无法读取风格</translation>
    </message>
    <message>
        <source>Add a style, a LoRA or an embedding to the prompt</source>
        <translation>在提示词中加入风格、LoRA 或嵌入词</translation>
    </message>
</context>
<context>
    <name>gesso::ui::QueuePage</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Clear waiting</source>
        <translation>清空等待</translation>
    </message>
    <message>
        <source>Remove all jobs that have not started</source>
        <translation>移除所有尚未开始的任务</translation>
    </message>
    <message>
        <source>Queue is empty</source>
        <translation>队列为空</translation>
    </message>
    <message>
        <source>Each time you press Generate (Ctrl+Return), a job is added here. Keep writing and press it again: jobs run one after another, and you can reorder or cancel them.</source>
        <translation>每按一次“生成”（Ctrl+回车），就会在这里添加一个任务。可以继续编写并再次生成：任务会依次执行，也可以调整顺序或取消。</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Start the waiting jobs</source>
        <translation>开始等待中的任务</translation>
    </message>
    <message>
        <source>Finish the current job, then pause</source>
        <translation>完成当前任务后暂停</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
</context>
<context>
    <name>gesso::ui::SamplingBox</name>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>The method that turns noise into a picture, step by step</source>
        <translation>把噪点逐步变成图片的方法</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>How many times the picture is refined</source>
        <translation>图片细化的次数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>How closely the picture follows the prompt</source>
        <translation>图片贴合提示词的程度</translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>引导重缩放</translation>
    </message>
    <message>
        <source>Guidance rescale: tones down the contrast that strong guidance adds</source>
        <translation>引导重缩放：减弱强引导带来的过高对比度</translation>
    </message>
    <message>
        <source>Clip skip</source>
        <translation>CLIP 跳层</translation>
    </message>
    <message>
        <source>Which layer of the text encoder is read; 1 is the last one</source>
        <translation>读取文本编码器的倒数第几层；1 为最后一层</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>How precisely the model calculates</source>
        <translation>模型计算的精度</translation>
    </message>
    <message>
        <source>Where the picture is made: auto, cpu, cuda, or cuda:0,1 for particular cards</source>
        <translation>生成图片的设备：auto、cpu、cuda，或用 cuda:0,1 指定显卡</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Advanced · %1</source>
        <comment>precision</comment>
        <translation>高级 · %1</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>scheduler, steps, guidance</comment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::SavedNotice</name>
    <message>
        <source>Prompt and settings are saved in a second file</source>
        <translation>提示词和参数保存在第二个文件中</translation>
    </message>
    <message>
        <source>They are too long for this file format, so they are in %1. Keep the two files together.</source>
        <translation>生成参数过长，此文件格式无法容纳，已写入 %1。移动图片时请将两个文件一并移动。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::SeedField</name>
    <message>
        <source>Use the last seed again</source>
        <translation>再次使用上一个种子</translation>
    </message>
    <message>
        <source>New seed each time</source>
        <translation>每次使用新种子</translation>
    </message>
    <message>
        <source>Keep this seed</source>
        <translation>锁定此种子</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The number a picture starts from: the same seed gives the same picture</source>
        <translation>生成图片的起始数字：相同的种子得到相同的图片</translation>
    </message>
    <message>
        <source>This seed is kept</source>
        <translation>此种子已锁定</translation>
    </message>
</context>
<context>
    <name>gesso::ui::SessionKeeper</name>
    <message>
        <source>A picture is damaged; it was set aside as &apos;%1&apos;.</source>
        <translation>有一张图片已损坏，已另存为“%1”。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) can&apos;t be read now; they will be restored at a later start.</source>
        <translation>
            <numerusform>目前有 %n 张图片无法读取；它们保留在会话中，留待下次启动。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Dark or light appearance</source>
        <translation>深色或浅色窗口</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>下次启动时生效</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>The engine that came with this program</source>
        <translation>与本程序一起安装的引擎</translation>
    </message>
    <message>
        <source>Start command</source>
        <translation>启动命令</translation>
    </message>
    <message>
        <source>Show previews while generating</source>
        <translation>显示图片的生成过程</translation>
    </message>
    <message>
        <source>Makes each step slightly slower</source>
        <translation>每一步会多花一点时间</translation>
    </message>
    <message>
        <source>Program and options, such as ssh gpu-server gesso-engine serve. Takes effect at the next start.</source>
        <translation>程序及其选项，例如 ssh gpu-server gesso-engine serve。下次启动时生效。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::SettingsPictures</name>
    <message>
        <source>Kept pictures</source>
        <translation>保留的图片</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Where kept pictures are saved</source>
        <translation>保留的图片存放的位置</translation>
    </message>
    <message>
        <source>Pictures can&apos;t be saved in this folder. Choose another one.</source>
        <translation>无法将图片写入此文件夹，请另选一个。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>File format of kept pictures</source>
        <translation>保留的图片的文件格式</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>位深</translation>
    </message>
    <message>
        <source>Bits per colour channel</source>
        <translation>每个颜色通道的位数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Fields: {index} {seed} {model} {prompt} {words} {width} {height} {steps} {date} {time}</source>
        <translation>字段：{index} {seed} {model} {prompt} {words} {width} {height} {steps} {date} {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n bits</source>
        <translation>
            <numerusform>%n 位</numerusform>
        </translation>
    </message>
    <message>
        <source>Not a valid name. Use text and %1. Until then, the last valid name is used.</source>
        <translation>无法用作名称：请使用文字和 %1。目前仍使用上一个有效的名称。</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Of JPEG and WebP files: more keeps finer detail and takes more space</source>
        <translation>JPEG 和 WebP 文件的质量：越高细节越多，占用空间也越大</translation>
    </message>
</context>
<context>
    <name>gesso::ui::SizeField</name>
    <message>
        <source>%1 × %2</source>
        <comment>width and height in pixels</comment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Size of the picture in pixels, and its shape</source>
        <translation>图片的像素尺寸和比例</translation>
    </message>
    <message>
        <source>Swap width and height</source>
        <translation>交换宽度和高度</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>W</source>
        <comment>width</comment>
        <translation>宽</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width in pixels, in steps of %1</source>
        <translation>宽度（像素），以 %1 为步长</translation>
    </message>
    <message>
        <source>H</source>
        <comment>height</comment>
        <translation>高</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Height in pixels, in steps of %1</source>
        <translation>高度（像素），以 %1 为步长</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>shape, size</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Make pictures of this shape</source>
        <translation>按此比例生成图片</translation>
    </message>
    <message>
        <source>Size %1, %2</source>
        <translation>尺寸 %1，%2</translation>
    </message>
    <message>
        <source>Far larger than the model&apos;s own %1: slow, and things repeat. Panorama is made for large pictures.</source>
        <translation>远大于模型自身的 %1：速度慢，内容会重复。大图请用“全景”。</translation>
    </message>
    <message>
        <source>Larger than the model&apos;s own %1: things may appear twice.</source>
        <translation>大于模型自身的 %1：内容可能重复出现。</translation>
    </message>
    <message>
        <source>Much smaller than the model&apos;s own %1: there is little room for detail.</source>
        <translation>远小于模型自身的 %1：难以容纳细节。</translation>
    </message>
    <message>
        <source>The model&apos;s own size is %1. A side can have up to %2 px.</source>
        <translation>模型自身的尺寸为 %1。边长最大 %2 像素。</translation>
    </message>
    <message>
        <source>At most %1 px are possible here, and %2 megapixels in all.</source>
        <translation>此处最多 %1 像素，总计最多 %2 百万像素。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::SourceBox</name>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Choose another picture</source>
        <translation>选择其他图片</translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation>移除图片</translation>
    </message>
    <message>
        <source>Choose a picture to restyle, or drop one here</source>
        <translation>选择要重绘的图片，或将图片拖到这里</translation>
    </message>
    <message>
        <source>Drop a picture here, or</source>
        <translation>将图片拖到这里，或</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>width and height in pixels</comment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Picture to restyle: %1</source>
        <translation>要重绘的图片：%1</translation>
    </message>
    <message>
        <source>No picture chosen yet</source>
        <translation>尚未选择图片</translation>
    </message>
</context>
<context>
    <name>gesso::ui::SourceDesk</name>
    <message>
        <source>Dropped picture</source>
        <translation>拖入的图片</translation>
    </message>
    <message>
        <source>This can&apos;t be dropped here</source>
        <translation>此内容不能拖放到这里</translation>
    </message>
    <message>
        <source>Transparent areas are filled with white.</source>
        <translation>透明区域已填充白色。</translation>
    </message>
    <message>
        <source>Its colour profile can&apos;t be used: it is treated as sRGB.</source>
        <translation>它的颜色配置文件无法使用：图片按 sRGB 处理。</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>正在读取 %1 …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Choose a picture to restyle</source>
        <translation>选择要重绘的图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)</translation>
    </message>
</context>
<context>
    <name>gesso::ui::StatusBar</name>
    <message>
        <source>Pause the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Cancel this job</source>
        <translation>取消此任务</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>任务进度</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <comment>steps done, of how many</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Job %1 of %2</source>
        <translation>任务 %1 / %2</translation>
    </message>
    <message>
        <source>Resume the queue</source>
        <translation>继续队列</translation>
    </message>
</context>
<context>
    <name>gesso::ui::Studio</name>
    <message>
        <source>%1 It has been restarted, and the picture is being made again.</source>
        <translation>%1 引擎已重新启动，正在重新生成图片。</translation>
    </message>
    <message>
        <source>Discarded. Ctrl+Z brings it back.</source>
        <translation>已丢弃。按 Ctrl+Z 可恢复。</translation>
    </message>
    <message>
        <source>The engine is not responding. If this continues, it will be restarted.</source>
        <translation>引擎没有响应。如果持续无响应，将自动重启。</translation>
    </message>
    <message>
        <source>%1 It has been restarted.</source>
        <translation>%1 引擎已重新启动。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>Redone: %1</source>
        <translation>已重做：%1</translation>
    </message>
</context>
<context>
    <name>gesso::ui::StyleMenu</name>
    <message>
        <source>Styles</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>The styles can&apos;t be read</source>
        <translation>无法读取风格</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入词</translation>
    </message>
    <message>
        <source>None yet: put files in %1</source>
        <translation>暂无：请将文件放入 %1</translation>
    </message>
    <message>
        <source>No style</source>
        <translation>无风格</translation>
    </message>
    <message>
        <source>Take the style&apos;s words out of the prompt, and its guidance and strength back</source>
        <translation>从提示词中去掉该风格的词语，并恢复引导强度与重绘强度</translation>
    </message>
    <message>
        <source>For other models</source>
        <translation>适用于其他模型</translation>
    </message>
</context>
<context>
    <name>gesso::ui::TaskPanel</name>
    <message>
        <source>New</source>
        <comment>a new picture, from words</comment>
        <translation>新图</translation>
    </message>
    <message>
        <source>Restyle</source>
        <translation>重绘</translation>
    </message>
    <message>
        <source>Panorama</source>
        <translation>全景</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>制作</translation>
    </message>
    <message>
        <source>New: a picture from words. Restyle: a picture of yours, drawn again. Panorama: a picture as long as you like.</source>
        <translation>新图：由文字生成。重绘：把您的图片重新绘制。全景：任意长度的图片。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>How far the result may stray from your picture: low keeps its shapes, high little more than its colours</source>
        <translation>结果可偏离原图的程度：低则保留形状，高则几乎只保留色彩</translation>
    </message>
    <message>
        <source>None</source>
        <comment>edges of a panorama that meet</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>左右</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Seamless</source>
        <translation>无缝</translation>
    </message>
    <message>
        <source>Which edges continue on the other side without a seam: the left and right ones, the top and bottom ones, or all</source>
        <translation>哪些边缘无缝衔接到另一侧：左右、上下，或全部</translation>
    </message>
    <message>
        <source>Panorama</source>
        <comment>verb of the button: make a panorama</comment>
        <translation>全景</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>touches up</source>
        <translation>略加修饰</translation>
    </message>
    <message>
        <source>keeps the shapes</source>
        <translation>保留形状</translation>
    </message>
    <message>
        <source>reshapes</source>
        <translation>重塑</translation>
    </message>
    <message>
        <source>keeps a hint</source>
        <translation>仅存痕迹</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>strength, what it does</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>starts over</source>
        <translation>全部重画</translation>
    </message>
</context>
<context>
    <name>gesso::ui::ThumbnailView</name>
    <message>
        <source>Pictures of this session</source>
        <translation>此会话的图片</translation>
    </message>
    <message>
        <source>Left and Right show a picture, Enter keeps it, Delete discards it.</source>
        <translation>左右键切换图片，Enter 保留，Delete 丢弃。</translation>
    </message>
</context>
<context>
    <name>gesso::ui::TopBar</name>
    <message>
        <source>Some pictures are not saved to your folder yet. They will be here at the next start.</source>
        <translation>有图片尚未保存到您的文件夹。下次启动时仍会保留。</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Everything that can be done</source>
        <translation>所有可用的操作</translation>
    </message>
</context>
<context>
    <name>gesso::ui::WindowCommands</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>import load image</source>
        <comment>other words for open a picture</comment>
        <translation>导入 加载 图像</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>back revert</source>
        <comment>other words for undo</comment>
        <translation>返回 还原</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>again repeat</source>
        <comment>other words for redo</comment>
        <translation>再次 重复</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>create make render run</source>
        <comment>other words for Generate</comment>
        <translation>创建 制作 渲染 运行</translation>
    </message>
    <message>
        <source>Generate next</source>
        <translation>优先生成</translation>
    </message>
    <message>
        <source>create make first priority</source>
        <comment>other words for Generate next</comment>
        <translation>创建 制作 优先</translation>
    </message>
    <message>
        <source>Go to the prompt</source>
        <translation>转到提示词</translation>
    </message>
    <message>
        <source>write text description</source>
        <comment>other words for the prompt</comment>
        <translation>编写 文字 描述</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>save favourite star</source>
        <comment>other words for keep</comment>
        <translation>保存 收藏 星标</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>export download</source>
        <comment>other words for save as</comment>
        <translation>导出 下载</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>reveal file manager explorer</source>
        <comment>other words for show in folder</comment>
        <translation>文件管理器 定位</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>clipboard</source>
        <comment>other words for copy</comment>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>Restyle</source>
        <translation>重绘</translation>
    </message>
    <message>
        <source>img2img image to image variation</source>
        <comment>other words for restyle</comment>
        <translation>图生图 变体</translation>
    </message>
    <message>
        <source>Use its seed</source>
        <translation>使用其种子</translation>
    </message>
    <message>
        <source>Use its prompt and settings</source>
        <translation>使用其提示词和参数</translation>
    </message>
    <message>
        <source>remix recipe reuse parameters</source>
        <comment>other words for use its settings</comment>
        <translation>复用 参数 配方</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>repeat retry</source>
        <comment>other words for try again</comment>
        <translation>重复 再试 重试</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>delete remove trash</source>
        <comment>other words for discard</comment>
        <translation>删除 移除 回收站</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>取消当前任务</translation>
    </message>
    <message>
        <source>stop abort interrupt</source>
        <comment>other words for cancel</comment>
        <translation>停止 中止 中断</translation>
    </message>
    <message>
        <source>Cancel all jobs</source>
        <translation>取消所有任务</translation>
    </message>
    <message>
        <source>Clear waiting jobs</source>
        <translation>清空等待的任务</translation>
    </message>
    <message>
        <source>empty remove</source>
        <comment>other words for clear</comment>
        <translation>清空 移除</translation>
    </message>
    <message>
        <source>Pause or resume the queue</source>
        <translation>暂停或继续队列</translation>
    </message>
    <message>
        <source>stop hold continue go on</source>
        <comment>other words for pause and resume</comment>
        <translation>停止 暂停 继续</translation>
    </message>
    <message>
        <source>Resume the queue</source>
        <translation>继续队列</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>jobs tasks</source>
        <comment>other words for queue</comment>
        <translation>任务 作业</translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>zoom whole screen</source>
        <comment>other words for fit</comment>
        <translation>缩放 整体 屏幕</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>缩放到 100 %</translation>
    </message>
    <message>
        <source>actual size original</source>
        <comment>other words for 100 %</comment>
        <translation>实际大小 原始</translation>
    </message>
    <message>
        <source>Hide the panels</source>
        <translation>隐藏面板</translation>
    </message>
    <message>
        <source>full screen sidebar focus</source>
        <comment>other words for hide the panels</comment>
        <translation>全屏 侧栏 专注</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>命令…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>preferences options configuration</source>
        <comment>other words for settings</comment>
        <translation>首选项 选项 配置</translation>
    </message>
    <message>
        <source>About Gesso</source>
        <translation>关于 Gesso</translation>
    </message>
    <message>
        <source>version licence</source>
        <comment>other words for about</comment>
        <translation>版本 许可证</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>exit close</source>
        <comment>other words for quit</comment>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>gesso::ui::WindowNotices</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Ctrl+K finds commands, models, styles and settings</source>
        <translation>按 Ctrl+K 查找命令、模型、风格和设置</translation>
    </message>
</context>
<context>
    <name>gesso::ui::WindowSession</name>
    <message>
        <source>Some of your last session could not be restored</source>
        <translation>未能恢复全部内容</translation>
    </message>
    <message>
        <source>Kept picture</source>
        <translation>保留的图片</translation>
    </message>
    <message>
        <source>Your session can&apos;t be saved</source>
        <translation>无法保存您的会话</translation>
    </message>
    <message>
        <source>New pictures are held in memory and saved as soon as possible.</source>
        <translation>新的图片暂时保留在内存中，一旦可以写入便会保存。</translation>
    </message>
    <message>
        <source>Your session is being saved again. Nothing was lost.</source>
        <translation>会话已重新保存，没有任何内容丢失。</translation>
    </message>
    <message>
        <source>Close Gesso</source>
        <translation>关闭 Gesso</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be saved.</source>
        <translation>
            <numerusform>有 %n 张图片无法写入。</numerusform>
        </translation>
    </message>
    <message>
        <source>The session could not be saved.</source>
        <translation>会话无法写入。</translation>
    </message>
    <message>
        <source>If you close now, they will be made again at the next start.</source>
        <translation>如果现在关闭，下次启动时会重新生成这些图片。</translation>
    </message>
    <message>
        <source>If you close now, unsaved changes will be lost.</source>
        <translation>如果现在关闭，未写入的内容将会丢失。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>仍然关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting job(s) could not be restored: the pictures they start from are missing.</source>
        <translation>
            <numerusform>已略去 %n 个等待中的任务：它们的起始图片已不存在。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting job(s) will be restored at the next start: the pictures they start from can&apos;t be read now.</source>
        <translation>
            <numerusform>有 %n 个等待中的任务保留在会话中，留待下次启动：目前无法读取它们的起始图片。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gesso::ui::ZoomMenu</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Zoom (wheel, + and −)</source>
        <translation>缩放（滚轮、+ 和 −）</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Zoom, %1</source>
        <translation>缩放，%1</translation>
    </message>
</context>
</TS>
