using System.Text;

namespace AccountingSync.Ingestion.WatchFolders;

/// <summary>The folder of one source: <c>incoming/</c>, from which files are taken, <c>done/</c> and <c>refused/</c>, into which they are moved, and maybe
/// <c>import.settings</c>, which says what an address would.</summary>
/// <param name="Organisation">The name of the folder above.</param>
/// <param name="Source">Its own name.</param>
sealed record WatchedFolder(string Root, string Organisation, string Source)
{
    const string SettingsFile = "import.settings";

    public string Path => System.IO.Path.Combine(Root, Organisation, Source);
    public string Incoming => System.IO.Path.Combine(Path, "incoming");
    public string Done => System.IO.Path.Combine(Path, "done");
    public string Refused => System.IO.Path.Combine(Path, "refused");

    /// <summary>Beside the organisations may lie what only root may list, such as lost+found on a volume.</summary>
    static readonly EnumerationOptions WhatMayBeListed = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>The root itself must be listed; below it, what may not be is none.</summary>
    public static IReadOnlyList<WatchedFolder> Below(string root) =>
        !Directory.Exists(root)
            ? []
            :
            [
                .. from organisation in Directory.EnumerateDirectories(root)
                from source in Directory.EnumerateDirectories(organisation, "*", WhatMayBeListed)
                let folder = new WatchedFolder(root, System.IO.Path.GetFileName(organisation), System.IO.Path.GetFileName(source))
                where Directory.Exists(folder.Incoming)
                orderby folder.Path
                select folder,
            ];

    /// <summary>Regular files only: a link may lead anywhere.</summary>
    public IReadOnlyList<Sighting> Look() =>
        [
            .. from file in new DirectoryInfo(Incoming).EnumerateFiles()
            where file.LinkTarget is null && !Sighting.IsUnfinished(file.Name)
            select new Sighting(file.FullName, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)),
        ];

    /// <summary>Lines of <c>name=value</c>, as in the address of <c>POST /v1/imports</c>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Settings(CancellationToken stop)
    {
        var file = System.IO.Path.Combine(Path, SettingsFile);
        return File.Exists(file) ? Read(await File.ReadAllLinesAsync(file, stop)) : new Dictionary<string, string>();
    }

    /// <summary>Pure. A line that begins with # says nothing.</summary>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> lines) =>
        lines
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2))
            .GroupBy(parts => parts[0].Trim(), StringComparer.Ordinal)
            .ToDictionary(name => name.Key, name => name.Last() is [_, var value] ? value.Trim() : "", StringComparer.Ordinal);

    /// <summary>Writes a whole file at once: another program sees all of it or none.</summary>
    public static async Task Write(string directory, string name, string text, CancellationToken stop)
    {
        Directory.CreateDirectory(directory);
        var unfinished = System.IO.Path.Combine(directory, $".{name}.tmp");
        await File.WriteAllTextAsync(unfinished, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), stop);
        File.Move(unfinished, System.IO.Path.Combine(directory, name), overwrite: true);
    }

    /// <summary>Under which name a file can be moved there: one that has it already stays, and this one gets <paramref name="mark"/> in its name.</summary>
    public static string NameIn(string directory, string name, string mark) =>
        File.Exists(System.IO.Path.Combine(directory, name)) ? Marked(name, mark) : name;

    public static void Move(string file, string directory, string name)
    {
        Directory.CreateDirectory(directory);
        File.Move(file, System.IO.Path.Combine(directory, name));
    }

    /// <summary>Pure: march.csv and x become march.x.csv.</summary>
    public static string Marked(string name, string mark) =>
        $"{System.IO.Path.GetFileNameWithoutExtension(name)}.{mark}{System.IO.Path.GetExtension(name)}";
}
