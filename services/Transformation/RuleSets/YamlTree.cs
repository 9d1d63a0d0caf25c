namespace AccountingSync.Transformation.RuleSets;

/// <summary>A piece of a rule file with the place where it stands; lines and columns count from 1.</summary>
abstract record YamlPiece(int Line, int Column)
{
    public sealed record Scalar(string Text, bool Quoted, int Line, int Column) : YamlPiece(Line, Column)
    {
        /// <summary>The column of a character inside the text. Exact for texts on one line without escapes, which rule files have.</summary>
        public int ColumnAt(int offset) => Column + offset + (Quoted ? 1 : 0);
    }

    public sealed record Sequence(IReadOnlyList<YamlPiece> Items, int Line, int Column) : YamlPiece(Line, Column);

    public sealed record Mapping(IReadOnlyList<YamlPair> Pairs, int Line, int Column) : YamlPiece(Line, Column)
    {
        public YamlPair? Find(string key) => Pairs.FirstOrDefault(pair => pair.Key.Text == key);
    }

    /// <summary>How a message names what was found.</summary>
    public string Describe() =>
        this switch
        {
            Scalar { Text.Length: 0 } => "nothing",
            Scalar scalar => $"'{scalar.Text}'",
            Sequence => "a list",
            _ => "a group of keys",
        };
}

sealed record YamlPair(YamlPiece.Scalar Key, YamlPiece Value);
