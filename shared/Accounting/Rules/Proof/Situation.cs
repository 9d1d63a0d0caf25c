namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>A case with every question answered, and what is then known of the amounts: the identities that Ingestion asks of each
/// transaction (<see cref="TransactionRules"/>), and what the answers say.</summary>
sealed class Situation
{
    static readonly ElementKind[] Lists = [ElementKind.Item, ElementKind.Tax, ElementKind.Tender];

    readonly Dictionary<ElementKind, List<ElementClass>> elements = [];

    Situation(Case answers, IReadOnlyList<Question> questions)
    {
        Answers = answers;
        Questions = questions;
    }

    public Case Answers { get; }
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>The elements that there may be.</summary>
    public IReadOnlyList<ElementClass> Elements(ElementKind kind) => elements[kind];

    /// <summary>Null when the answers contradict each other.</summary>
    public static Situation? Of(Case answers, IReadOnlyList<Question> questions, IReadOnlyDictionary<ElementKind, List<ElementClass>> classes)
    {
        var situation = new Situation(answers, questions);
        foreach (var kind in Lists)
        {
            var asked = questions.Where(question => question.Field is Field.Texts texts && texts.Single.Of == kind).ToList();
            var present = answers.Has(kind);
            List<ElementClass> possible = present ? [.. classes[kind].Where(element => asked.TrueForAll(one => Allows(answers, one, element)))] : [];
            if (present && questions.Any(question => question.Key == kind.Collection()) && possible.Count == 0)
                return null;
            if (asked.Exists(one => !Agrees(answers, one, possible)))
                return null;
            situation.elements[kind] = possible;
        }
        return situation;
    }

    /// <summary>Nobody may fulfil what none fulfils.</summary>
    static bool Allows(Case answers, Question asked, ElementClass element) =>
        Says(answers, asked) || !element.Holds(((Field.Texts)asked.Field).Single, asked.Asked!);

    static bool Agrees(Case answers, Question asked, List<ElementClass> possible)
    {
        if (possible.Count == 0)
            return Says(answers, asked) == asked.Asked!.Holds(null);
        return !Says(answers, asked) || possible.Exists(element => element.Holds(((Field.Texts)asked.Field).Single, asked.Asked!));
    }

    public static bool Says(Case answers, Question asked) => answers[asked.Key] is Outcome.Answer { Yes: true };

    /// <summary>The component as a sum of amounts that are independent of each other.</summary>
    public LinearForm Form(Component component) =>
        component switch
        {
            Component.Part part => Form(part.Name),
            Component.Total(var selection) => Total(elements[selection.Of].Where(element => element.IsTakenBy(selection))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    LinearForm Form(string part)
    {
        switch (part)
        {
            case "gross":
                var gross = LinearForm.Of(("tip", 1m), ("shipping", 1m), ("discount", -1m));
                gross.Add(Form("net"), 1m);
                gross.Add(Form("tax"), 1m);
                return gross;
            case "net":
                return Answers.Has(ElementKind.Item) ? Total(elements[ElementKind.Item]) : LinearForm.Of(("net", 1m));
            case "tax":
                return Total(elements[ElementKind.Tax]);
            default:
                return LinearForm.Of((part, 1m));
        }
    }

    static LinearForm Total(IEnumerable<ElementClass> elements) => LinearForm.Of([.. elements.Select(element => (element.Name, 1m))]);

    /// <summary>Each is zero for every transaction of this situation.</summary>
    public List<LinearForm> Identities()
    {
        var identities = new List<LinearForm>();
        if (Answers.Has(ElementKind.Tender))
        {
            var tenders = Total(elements[ElementKind.Tender]);
            tenders.Add(Form("gross"), -1m);
            identities.Add(tenders);
        }
        foreach (var question in Questions)
        {
            if (Answers[question.Key] is not Outcome.Number { IsPoint: true } number || question.Field.Name == "revision")
                continue;
            var exactly = Form(question.Field.Name);
            exactly.AddConstant(-number.Samples[0]);
            identities.Add(exactly);
        }
        identities.AddRange(
            elements
                .Values.SelectMany(list => list)
                .Where(element =>
                    element.Outcomes.Values.Any(outcome => outcome is Outcome.Number { IsPoint: true, Samples: [0m] } && IsAmount(element, outcome))
                )
                .Select(element => LinearForm.Of((element.Name, 1m)))
        );
        return identities;
    }

    static bool IsAmount(ElementClass element, Outcome outcome) =>
        ReferenceEquals(element.Outcomes.GetValueOrDefault(element.Kind == ElementKind.Item ? "net" : "amount"), outcome);
}
