"""Writes tests/golden/readers/: files of predictions as NumPy, pandas and others write them.

All hold the same four rows of three classes, so that tests know what every reader has to find. Needs python3-numpy and
python3-pandas. NumPy 1.24.2 and pandas 1.5.3 wrote what is there; what of R and spreadsheets is here, was typed in with
the exact bytes that write.csv, write.table and the German and Chinese Excel write.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd

folder = Path(__file__).parent / "readers"
folder.mkdir(exist_ok=True)

# Exact in 16 bits, so that every type holds the same numbers.
probs = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125], [0.25, 0.25, 0.5], [0.0625, 0.875, 0.0625]])
labels = np.array([0, 1, 2, 1])
names = ["cat", "dog", "élan"]


def save(name, array):
    np.save(folder / name, array)


for kind in ["<f2", "<f4", "<f8", ">f2", ">f4", ">f8"]:
    save(f"probs-{kind.replace('<', 'little-').replace('>', 'big-')}.npy", probs.astype(kind))
save("probs-fortran.npy", np.asfortranarray(probs.astype("<f4")))
save("probs-fortran-big.npy", np.asfortranarray(probs.astype(">f8")))
for kind in ["i1", "<i2", "<i4", "<i8", ">i8", "u1", "<u8"]:
    save(f"labels-{kind.replace('<', '').replace('>', 'big-')}.npy", labels.astype(kind))
save("labels-column.npy", labels.reshape(-1, 1))
save("labels-float.npy", labels.astype("<f4"))
save("labels-names.npy", np.array(names)[labels])
save("labels-bytes.npy", np.array([b"cat", b"dog", b"elk"])[labels])
save("labels-one-hot.npy", np.eye(3)[labels])
save("labels-ignored.npy", np.array([0, 1, -100, 1]))
save("binary.npy", probs[:, 1].astype("<f4"))
save("joined.npy", np.column_stack([probs, labels]).astype("<f4"))
np.save(folder / "objects.npy", np.array([[1, "a"]], dtype=object), allow_pickle=True)
np.savez(folder / "both.npz", probs=probs.astype("<f4"), labels=labels)
np.savez_compressed(folder / "both-compressed.npz", logits=np.log(probs).astype("<f4"), features=probs * 7, y=labels)
np.savez(folder / "beside.npz", probs=probs, labels=labels, classes=np.array(names), epoch=np.array(3))
np.savetxt(folder / "savetxt.txt", np.column_stack([probs, labels]), header="p0 p1 p2 label")
np.savetxt(folder / "savetxt.csv", np.column_stack([probs, labels]), delimiter=",")

frame = pd.DataFrame(probs, columns=names)
frame["label"] = np.array(names)[labels]
frame.to_csv(folder / "pandas-index.csv")
frame.to_csv(folder / "pandas.tsv", index=False, sep="\t")
frame.to_csv(folder / "pandas-utf16.csv", index=False, encoding="utf-16")
frame.to_csv(folder / "pandas-european.csv", index=False, sep=";", decimal=",", encoding="utf-8-sig", lineterminator="\r\n")
pd.DataFrame(probs).assign(y=labels + 1).to_csv(folder / "pandas-numbered.csv", index=False)
for orient in ["records", "columns", "split", "values"]:
    frame.to_json(folder / f"pandas-{orient}.json", orient=orient)
frame.to_json(folder / "pandas-lines.jsonl", orient="records", lines=True)
frame.to_json(folder / "pandas-table.json", orient="table")
one_hot = pd.get_dummies(frame["label"], prefix="true").astype(int)
pd.DataFrame(probs, columns=[f"p_{name}" for name in names]).join(one_hot).to_csv(folder / "pandas-one-hot.csv")
frame.assign(sample_id=[7, 3, 9, 4], confidence=probs.max(1), correct=True).to_csv(folder / "pandas-beside.csv", index=False)
frame.rename(columns=lambda name: name if name == "label" else f"{name}_prob").to_csv(folder / "pandas-endings.csv")
pd.Series(labels, name="label").to_csv(folder / "pandas-series.csv")
pd.Series(labels).to_csv(folder / "pandas-series-unnamed.csv")
pd.DataFrame({"file": ["a.png", "b.png", "c.png", "d.png"], "label": labels}).to_csv(folder / "pandas-files.csv", index=False)
(folder / "python.json").write_text(
    json.dumps({"logits": [[0, -float("inf"), 1], [1, 2, 3]], "labels": [2, 2], "names": names})
)


def write(name, text, encoding="utf-8"):
    (folder / name).write_bytes(text.encode(encoding))


write("r-write-csv.csv", '"","cat","dog","elk","truth"\n"1",0.5,0.25,0.25,"cat"\n"2",0.125,0.75,0.125,"dog"\n"3",0.25,0.25,0.5,"elk"\n"4",0.0625,0.875,0.0625,"dog"\n')
write("r-write-table.txt", '"cat" "dog" "elk" "truth"\n"1" 0.5 0.25 0.25 "cat"\n"2" 0.125 0.75 0.125 "dog"\n"3" 0.25 0.25 0.5 "elk"\n"4" 0.0625 0.875 0.0625 "dog"\n')
write("excel-german.csv", "sep=;\r\ncat;dog;elk;label\r\n50,00%;25,00%;25,00%;cat\r\n12,50%;75,00%;12,50%;dog\r\n25,00%;25,00%;50,00%;elk\r\n6,25%;87,50%;6,25%;dog\r\n")
write("excel-chinese.csv", "貓,狗,鹿,標籤\r\n0.5,0.25,0.25,貓\r\n0.125,0.75,0.125,狗\r\n0.25,0.25,0.5,鹿\r\n0.0625,0.875,0.0625,狗\r\n", "big5")
