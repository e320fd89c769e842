import { expect, it } from 'vitest';
import { read } from './table-folder.ts';

/** The first lines of files that people learn with, as these are found: how many rows there are, and the columns' names or their number. */
const FILES: readonly (readonly [name: string, content: string, rows: number, columns: readonly string[] | number])[] = [
  ['iris.data', '5.1,3.5,1.4,0.2,Iris-setosa\n4.9,3.0,1.4,0.2,Iris-setosa\n7.0,3.2,4.7,1.4,Iris-versicolor\n\n', 3, 5],
  ['wine.data', '1,14.23,1.71,2.43\n1,13.2,1.78,2.14\n2,12.37,.94,1.36\n', 3, 4],
  ['adult.data', '39, State-gov, 77516, <=50K\n38, ?, 215646, >50K\n53, Private, 234721, <=50K\n\n', 3, 4],
  ['adult.test', '|1x3 Cross validator\n25, Private, 226802, <=50K.\n38, Private, 89814, <=50K.\n28, Local-gov, 336951, >50K.\n\n', 3, 4],
  ['auto-mpg.data', '18.0   8   307.0      130.0  70  1\t"chevrolet chevelle malibu"\n25.0   4   98.00      ?      71  1\t"ford pinto"\n', 2, 7],
  ['housing.data', ' 0.00632  18.00   2.310  0  24.00\n 0.02731   0.00   7.070  0  21.60\n', 2, 5],
  ['winequality-red.csv', '"fixed acidity";"pH";"quality"\n7.4;3.51;5\n11.2;3.16;6\n', 2, ['fixed acidity', 'pH', 'quality']],
  ['car.data', 'vhigh,vhigh,2,2,small,low,unacc\nvhigh,high,5more,more,big,high,vgood\nlow,vhigh,2,4,small,low,acc\n', 3, 7],
  ['agaricus-lepiota.data', 'p,x,s,n,t\ne,x,s,y,a\ne,b,s,w,l\np,x,y,w,t\n', 4, 5],
  [
    'titanic.csv',
    'Survived,Name,Age,Cabin\n0,"Braund, Mr. Owen Harris",22,\n1,"Cumings, Mrs. (Florence ""Briggs"" Thayer)",38,C85\n',
    2,
    ['Survived', 'Name', 'Age', 'Cabin'],
  ],
  ['diamonds.csv', '"","carat","cut"\n"1",0.23,"Ideal"\n"2",0.21,"Premium"\n', 2, ['', 'carat', 'cut']],
  ['mtcars.txt', '"mpg" "cyl"\n"Mazda RX4" 21 6\n"Mazda RX4 Wag" 21 6\n"Datsun 710" 22.8 4\n', 3, ['', 'mpg', 'cyl']],
  ['german.data', 'A11 6 A34 1169 1 \nA12 48 A32 5951 2 \nA14 12 A34 2096 1 \n', 3, 5],
  ['household_power_consumption.txt', 'Date;Time;power\n16/12/2006;17:24:00;4.216\n28/4/2007;00:21:00;?\n', 2, ['Date', 'Time', 'power']],
  [
    'datatraining.txt',
    '"date","Humidity","Occupancy"\n"1","2015-02-04 17:51:00",27.272,1\n"2","2015-02-04 17:51:59",27.2675,1\n',
    2,
    ['', 'date', 'Humidity', 'Occupancy'],
  ],
  ['AirQualityUCI.csv', 'Date;Time;CO(GT);T;;\n10/03/2004;18.00.00;2,6;13,6;;\n10/03/2004;19.00.00;2;13,3;;\n', 2, ['Date', 'Time', 'CO(GT)', 'T']],
  ['creditcard.csv', '"Time","V1","Class"\n0,-1.3598071336738,"0"\n1,-1.35835406159823,"1"\n', 2, ['Time', 'V1', 'Class']],
  ['default of credit card clients.csv', ',X1,X2,Y\nID,LIMIT_BAL,SEX,default\n1,20000,2,1\n2,120000,2,1\n', 2, ['', 'X1', 'X2', 'Y']],
  ['mnist_784.csv', 'label,1x1,1x2,1x3\n5,0,18,126\n0,0,253,159\n', 2, ['label', '1x1', '1x2', '1x3']],
  ['weather.csv', 'outlook,windy,play\nsunny,FALSE,no\nsunny,TRUE,no\nrainy,FALSE,yes\n', 3, ['outlook', 'windy', 'play']],
  ['u.item', '1|Toy Story (1995)|01-Jan-1995||0|1\n2|GoldenEye (1995)|01-Jan-1995||1|0\n', 2, 6],
  [
    'worldbank.csv',
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2020-07-01",\n\n"Country Name","Code","1960","1961","1962",\n"Aruba","ABW","54211","55438","56225",\n"Angola","AGO","5454933","5531472","5608539",\n"Albania","ALB","1608800","1659800","1711319",\n',
    3,
    ['Country Name', 'Code', '1960', '1961', '1962'],
  ],
  ['SMSSpamCollection', 'ham\tGo until jurong point, crazy..\nspam\tFree entry in 2 a wkly comp\nham\tI thought he lives "around" here, though\n', 3, 2],
  ['OpenBCI.txt', '% OpenBCI Raw EEG Data\n% Sample Rate = 250.0 Hz\n0, 1.5, 2.5\n1, 3.5, 4.5\n', 2, 3],
  ['glove.txt', 'the 0.418 0.24968\n, 0.013441 0.23682\n. 0.15164 0.30177\n', 3, 3],
  ['seeds_dataset.txt', '15.26\t14.84\t0.871\t1\n14.88\t14.57\t\t0.8811\t1\n14.29\t14.09\t0.905\t\t1\n13.84\t13.94\t0.8955\t1\n', 4, 4],
  ['a9a', '-1 3:1 11:1 14:1 \n+1 5:1 7:1 14:1 \n', 2, ['label', ...Array.from({ length: 14 }, (_, k) => `${k + 1}`)]],
  ['ratings.dat', '1::1193::5::978300760\n1::661::3::978302109\n2::914::3::978301968\n', 3, 4],
  ['fer2013.csv', 'emotion,pixels,Usage\n0,70 80 82,Training\n2,151 150 147,Training\n4,231 212 156,PublicTest\n', 3, ['emotion', 'pixels', 'Usage']],
  ['dos.csv', 'x,kind\n1,a\n2,b\n\u001a', 2, ['x', 'kind']],
  ['worldbank-end.csv', 'x,y,kind\n1,2,a\n2,3,b\n3,4,a\n5,6,a\n7,8,b\n9,9,a\n,,\n,,\nData from database: WDI,,\n', 6, ['x', 'y', 'kind']],
  ['README.md', '| x | class |\n|--:|:-----|\n| 0.5 | a |\n| 1.5 | b |\n| 2.5 | a |\n', 3, ['', 'x', 'class']],
  ['psql.txt', '  x   | class \n------+-------\n  0.5 | a\n  1.5 | b\n  2.5 | a\n(3 rows)\n\n', 3, ['x', 'class']],
  ['mysql.txt', '+-----+-------+\n| x   | class |\n+-----+-------+\n| 0.5 | a     |\n| 1.5 | b     |\n+-----+-------+\n', 2, ['', 'x', 'class']],
  ['multiindex.csv', 'sensor,sensor,meta\nx,y,class\n0.1,0.2,ok\n0.3,0.4,bad\n0.5,0.6,ok\n', 3, ['x', 'y', 'class']],
  ['merged-cells.csv', 'Sizes,,Kind\nlength,width,class\n0.1,0.2,ok\n0.3,0.4,bad\n0.5,0.6,ok\n', 3, ['length', 'width', 'class']],
  ['multiindex-named.csv', 'kind,train,train\nstat,mean,class\nid,,\n1,0.2,ok\n3,0.4,bad\n5,0.6,ok\n', 3, ['stat', 'mean', 'class']],
  ['duplicates.csv', 'x,x,label\n0.1,0.2,a\n0.3,0.4,b\n', 2, ['x', 'x', 'label']],
  ['heart_disease.tab', 'age\tsex\tname\ty\nc\td\tstring\td\n\t\tmeta\tclass\n60\tm\tAnn\tyes\n61\tf\tBo\tno\n62\tm\tCy\tno\n', 3, ['age', 'sex', 'name', 'y']],
];

it.each(FILES)('%s', async (name, content, rows, columns) => {
  const table = await read(content, {}, name);
  const names = table.columns.map((column) => column.name);
  expect([table.rows, names]).toEqual([rows, typeof columns === 'number' ? new Array(columns).fill(undefined) : columns]);
});
